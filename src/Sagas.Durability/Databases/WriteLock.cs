namespace Sagas.Durability.Databases;

/// <summary>The right to write, until it is disposed.</summary>
/// <param name="gate">What lets the next writer in; null where writers do not exclude each other.</param>
internal readonly struct WriteLock(SemaphoreSlim? gate) : IDisposable
{
    public void Dispose() => gate?.Release();
}
