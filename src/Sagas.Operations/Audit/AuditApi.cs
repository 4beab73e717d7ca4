using Sagas.Operations.Shell;

namespace Sagas.Operations.Audit;

/// <summary>The routes of the audit, which can only be read.</summary>
internal static class AuditApi
{
    /// <summary>Maps the routes.</summary>
    /// <param name="reads">The group of routes that only read.</param>
    public static void MapAudit(RouteGroupBuilder reads)
    {
        var audit = reads.MapGroup("/audit").WithTags("Audit");
        audit.MapGet("", ListAuditEndpoint.HandleAsync).WithName("ListAudit");
        audit.MapGet("/export", ExportAuditEndpoint.Handle).WithName("ExportAudit")
            .Produces<string>(StatusCodes.Status200OK, ListExport.JsonLines, ListExport.Table);
        audit.MapGet("/{auditEntryId:guid}", GetAuditEntryEndpoint.HandleAsync).WithName("GetAuditEntry")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }
}
