using Sagas.Tests.Crash;
using Sagas.Tests.Time;

namespace Sagas.Tests.Hosting.Transport;

internal class When_a_broker_cannot_prove_who_it_is
{
    [Test]
    public async Task Should_be_told_nothing_and_be_told_of()
    {
        using var impostor = new Impostor();
        using var program = new SagasProgram();
        program.Environment["Sagas__Transport"] = "RabbitMq";
        program.Environment["ConnectionStrings__RabbitMq"] = $"amqps://sagas:secret@localhost:{impostor.Port}/";
        var words = impostor.FirstWordsAsync();
        await program.StartAsync();

        (await words).ShouldBeEmpty();
        await Eventually.BecomesTrueAsync(
            async () => (await program.Client.GetStringAsync(new Uri("/health/ready", UriKind.Relative)))
                .Contains("certificate was rejected", StringComparison.Ordinal),
            "the reason to be told");

        await program.KillAsync();
        program.DeleteData();
    }
}
