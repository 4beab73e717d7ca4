using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Sagas.Web.Outbound;

/// <summary>
/// Calls to outside HTTP services: each attempt has a time limit, transient failures are retried with jitter, and a service that
/// keeps failing, or that says when to call again, is left alone for a while. Every call carries an idempotency key, so that
/// retrying is safe.
/// </summary>
internal static class OutboundHttp
{
    /// <summary>
    /// The header that identifies an effect, so that the called service performs it once however often it is called.
    /// </summary>
    public const string IdempotencyKeyHeader = "Idempotency-Key";

    private const double FailureRatio = 0.5;

    /// <summary>Registers a class that calls an outside service through its own <see cref="HttpClient"/>.</summary>
    /// <typeparam name="TClient">The class; it takes the <see cref="HttpClient"/> in its constructor.</typeparam>
    /// <param name="services">The service collection.</param>
    /// <param name="title">What the service is called at the beginning of a sentence, such as <c>The webhook</c>.</param>
    /// <param name="configure">Sets addresses and credentials.</param>
    /// <param name="timeout">Time limit of one attempt.</param>
    /// <param name="resilience">Retries and circuit breaker.</param>
    /// <returns>The same service collection.</returns>
    public static IServiceCollection AddOutboundHttp<TClient>(
        this IServiceCollection services,
        string title,
        Action<IServiceProvider, HttpClient> configure,
        Func<IServiceProvider, TimeSpan> timeout,
        Func<IServiceProvider, OutboundHttpResilience> resilience)
        where TClient : class
    {
        var name = typeof(TClient).Name;

        // Handlers are renewed every few minutes; the circuit's state and the service's rest must outlive them.
        services.AddKeyedSingleton(name, (provider, _) => BuildPipeline(
            timeout(provider),
            resilience(provider),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<TClient>>()));
        services.AddKeyedSingleton(name, (provider, _) => new ServiceRest(
            title,
            resilience(provider).MaxRetryAfter,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<TClient>>()));

        services.AddKeyedSingleton(name, (_, _) => new ServiceFailures(title));

        services.AddHttpClient<TClient>(name, (provider, client) =>
            {
                client.Timeout = Timeout.InfiniteTimeSpan; // the pipeline limits each attempt
                configure(provider, client);
            })
            // A redirect would turn a POST into a GET, and could lead to a host that nobody configured.
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false })
            .AddHttpMessageHandler(provider => new OutboundHttpHandler(
                provider.GetRequiredKeyedService<ResiliencePipeline<HttpResponseMessage>>(name),
                provider.GetRequiredKeyedService<ServiceRest>(name),
                provider.GetRequiredKeyedService<ServiceFailures>(name)));
        return services;
    }

    /// <summary>Whether the exception means that the service could not be reached or did not answer in time.</summary>
    /// <param name="exception">What a call threw.</param>
    /// <returns>True for a lost connection, a time limit or an open circuit.</returns>
    public static bool IsOutage(Exception exception) =>
        exception is HttpRequestException or IOException or ExecutionRejectedException;

    /// <summary>Whether a credential may be sent to an address: encrypted, or without leaving the machine.</summary>
    /// <param name="address">The address.</param>
    /// <returns>False for plain HTTP over a network.</returns>
    public static bool KeepsSecrets(Uri address) => address.Scheme is "https" || address.IsLoopback;

    private static bool IsTransient(HttpResponseMessage response) =>
        AnswerClasses.Of(response.StatusCode) == AnswerClass.Temporary;

    private static ResiliencePipeline<HttpResponseMessage> BuildPipeline(
        TimeSpan timeout, OutboundHttpResilience resilience, TimeProvider time, ILogger logger)
    {
        var transient = new PredicateBuilder<HttpResponseMessage>()
            .Handle<HttpRequestException>()
            .Handle<IOException>()
            .Handle<TimeoutRejectedException>()
            .HandleResult(IsTransient);
        var pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time };

        if (resilience.Retries > 0)
        {
            pipeline.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                ShouldHandle = transient,
                MaxRetryAttempts = resilience.Retries,
                Delay = resilience.RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            });
        }

        return pipeline
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
            {
                ShouldHandle = transient,
                FailureRatio = FailureRatio,
                MinimumThroughput = resilience.BreakAfter,
                SamplingDuration = resilience.BreakWindow,
                BreakDuration = resilience.BreakFor,
                OnOpened = opened =>
                {
                    logger.LogWarning("Too many calls failed; no calls are made for {Duration}", opened.BreakDuration);
                    return default;
                },
            })
            .AddTimeout(timeout)
            .Build();
    }
}
