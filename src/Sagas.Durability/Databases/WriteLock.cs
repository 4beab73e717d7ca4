namespace Sagas.Durability.Databases;

/// <summary>The right to write, until it is disposed of.</summary>
/// <param name="gate">The semaphore to release; null where writers do not exclude each other.</param>
internal readonly struct WriteLock(SemaphoreSlim? gate) : IDisposable
{
    public void Dispose() => gate?.Release();
}
