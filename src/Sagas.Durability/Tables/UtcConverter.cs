using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Sagas.Durability.Tables;

/// <summary>Stores times as UTC timestamps, which every database can compare and sort.</summary>
public class UtcConverter() : ValueConverter<DateTimeOffset, DateTime>(
    value => value.UtcDateTime,
    stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc)));
