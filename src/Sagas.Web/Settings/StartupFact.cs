namespace Sagas.Web.Settings;

/// <summary>A line of the startup banner. Each part of the service registers what is worth knowing about it.</summary>
/// <param name="Label">What it is, such as <c>Database</c>.</param>
/// <param name="Text">What it is set to, without secrets.</param>
internal record StartupFact(string Label, string Text);
