using System.Collections.Concurrent;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Sagas.Access.Protection;

/// <summary>
/// Keeps the keys of forms for as long as the process lives: where no access is configured nobody signs in, and nothing should
/// be written anywhere.
/// </summary>
internal sealed class PassingKeys : IXmlRepository
{
    private readonly ConcurrentQueue<XElement> _elements = new();

    /// <inheritdoc />
    public IReadOnlyCollection<XElement> GetAllElements() => [.. _elements.Select(element => new XElement(element))];

    /// <inheritdoc />
    public void StoreElement(XElement element, string friendlyName) => _elements.Enqueue(new XElement(element));
}
