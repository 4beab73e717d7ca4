using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Sagas.Durability.Commit;

/// <summary>
/// Takes groups out of a queue. Units about the same message, saga or row do not go together: which of them is the
/// duplicate or the conflict is known only after the other has been committed, so the second goes with the next group.
/// </summary>
internal sealed class WaitingUnits(ChannelReader<WaitingUnit> queue, int limit)
{
    private Queue<WaitingUnit> _held = new();

    /// <summary>Waits until there is a group.</summary>
    /// <returns>False if no more will come.</returns>
    public async ValueTask<bool> WaitAsync() => _held.Count > 0 || await queue.WaitToReadAsync();

    /// <summary>Takes all waiting units, up to the limit; none if another loop was faster or their callers have left.</summary>
    public List<WaitingUnit> Take()
    {
        var group = new List<WaitingUnit>();
        var taken = new HashSet<(string, Guid, string)>();
        var held = new Queue<WaitingUnit>();
        while (group.Count < limit && TryRead(out var waiting))
        {
            // A single unit may write the same saga twice.
            var keys = waiting.Keys().ToHashSet();
            if (taken.Overlaps(keys))
            {
                held.Enqueue(waiting);
            }
            else if (waiting.TryTake())
            {
                taken.UnionWith(keys);
                group.Add(waiting);
            }
        }

        while (_held.TryDequeue(out var still))
            held.Enqueue(still);
        _held = held;
        return group;
    }

    private bool TryRead([MaybeNullWhen(false)] out WaitingUnit waiting) =>
        _held.TryDequeue(out waiting) || queue.TryRead(out waiting);
}
