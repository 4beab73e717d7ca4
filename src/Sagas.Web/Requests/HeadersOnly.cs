using Microsoft.AspNetCore.Http.Features;

namespace Sagas.Web.Requests;

/// <summary>The body of a response of which only the headers are sent.</summary>
/// <param name="response">The response.</param>
/// <param name="enough">Canceled once they are sent.</param>
internal sealed class HeadersOnly(IHttpResponseBodyFeature response, CancellationTokenSource enough) : Stream
{
    // Whoever has written this much without sending it is not going to change the headers.
    private const int Most = 32 * 1024;

    private long _written;

    /// <inheritdoc />
    public override bool CanRead => false;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => true;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc />
    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await response.StartAsync(CancellationToken.None);
        await enough.CancelAsync();
    }

    /// <inheritdoc />
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _written += buffer.Length;
        if (_written > Most)
            await FlushAsync(cancellationToken);
    }

    /// <inheritdoc />
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => _written += count;

    /// <inheritdoc />
    public override void Flush()
    {
        // Nothing is kept that could be sent.
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();
}
