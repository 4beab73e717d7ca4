namespace Sagas.Benchmarks.Contests;

/// <summary>The addresses of broker and database, from the service's own settings.</summary>
internal static class Servers
{
    public static string RabbitMq => Read("ConnectionStrings__RabbitMq");

    public static string PostgreSql => Read("ConnectionStrings__Sagas");

    private static string Read(string variable) =>
        Environment.GetEnvironmentVariable(variable)
        ?? throw new InvalidOperationException($"{variable} is not set; infra/bench.sh sets it.");
}
