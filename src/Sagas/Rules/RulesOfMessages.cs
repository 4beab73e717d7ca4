using Sagas.Durability.Messages;
using Sagas.Durability.Settings;
using Sagas.Web.Problems;

namespace Sagas.Rules;

/// <summary>Lets messages obey rules that are written the way those of requests are.</summary>
internal static class RulesOfMessages
{
    /// <summary>Adds the rules of a message, whose fields are then told as JSON paths.</summary>
    public static DurabilityOptions Obey<TMessage>(this DurabilityOptions options, Action<TMessage, FieldErrors> check)
        where TMessage : class =>
        options.CheckMessages<TMessage>(message =>
        {
            var errors = new FieldErrors();
            check(message, errors);
            return errors.Any ? Told(errors) : [];
        });

    private static IEnumerable<MessageError> Told(FieldErrors errors) =>
        from field in errors.ToDictionary()
        from error in field.Value
        select new MessageError($"$.{field.Key}", error);
}
