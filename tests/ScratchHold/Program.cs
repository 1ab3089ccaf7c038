// Holds a scratch cluster until its input ends: `ScratchHold STATE [BIN]` prints the socket's directory and the server's pid.
using System.Globalization;
using SomaBrain.Runbooks.Scratch;

try
{
    await using var cluster = await ScratchCluster.StartAsync(
        new() { StateDirectory = args[0], BinDirectories = args.Length > 1 ? [args[1]] : null }, CancellationToken.None);
    await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{cluster.Host} {cluster.PostmasterPid} {cluster.OsUser}"));
    await Console.In.ReadToEndAsync();
    return 0;
}
catch (ScratchFailure failure)
{
    await Console.Error.WriteLineAsync($"{failure.Message}\n{failure.Hint}");
    return 1;
}
