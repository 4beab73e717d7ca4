namespace Sagas.Web.Problems;

/// <summary>Metadata of the routes of an API: they are for programs, whoever calls them.</summary>
internal sealed record ApiRoute;
