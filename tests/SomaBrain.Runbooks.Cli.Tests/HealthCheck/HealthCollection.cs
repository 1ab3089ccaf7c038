namespace SomaBrain.Runbooks.Cli.Tests.HealthCheck;

[CollectionDefinition("health check")]
public sealed class HealthCollection : ICollectionFixture<HealthServers>;
