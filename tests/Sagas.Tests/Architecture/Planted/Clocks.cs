namespace Sagas.Tests.Architecture.Planted.Clocks;

internal class ReadsTheClock
{
    public static DateTimeOffset Read() => DateTimeOffset.UtcNow;
}

internal class SleepsByTheClock
{
    public static PeriodicTimer Wake() => new(TimeSpan.FromDays(1));
}

internal class AsksTheProvider
{
    public static PeriodicTimer Wake(TimeProvider time) => new(TimeSpan.FromDays(1), time);
}
