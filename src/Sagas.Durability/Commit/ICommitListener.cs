namespace Sagas.Durability.Commit;

/// <summary>Is notified of every committed unit of work, right after its commit. It must be quick and must not throw.</summary>
internal interface ICommitListener
{
    void Committed(UnitOfWork unit);
}
