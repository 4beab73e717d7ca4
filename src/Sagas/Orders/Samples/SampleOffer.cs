namespace Sagas.Orders.Samples;

/// <summary>Whether sample orders are offered: they are charged and told like all others.</summary>
/// <param name="Unavailable">Why they are not, as a sentence; null if they are.</param>
internal sealed record SampleOffer(string? Unavailable);
