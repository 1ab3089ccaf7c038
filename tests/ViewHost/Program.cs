using SomaBrain.Runbooks.Cli.Views;
using ViewHost;

// Plays thirty steps on this terminal: `ViewHost [SCALE]`, which makes it so many times slower.
var scale = args is [var text, ..] && int.TryParse(text, out var given) ? given : 1;
using (var view = RunViews.For(RunFormat.Text, noColour: false, Loudness.Normal, TimeProvider.System))
{
    ThirtySteps.Play(view, Thread.Sleep, scale);
}

return 0;
