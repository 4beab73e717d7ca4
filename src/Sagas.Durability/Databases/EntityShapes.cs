using Microsoft.EntityFrameworkCore.Metadata;

namespace Sagas.Durability.Databases;

/// <summary>What the EF Core model says about entities.</summary>
internal static class EntityShapes
{
    /// <summary>Whether each object is a row and each property a column: no inheritance, nothing owned or complex.</summary>
    public static bool IsRow(this IEntityType type) =>
        type.BaseType is null && !type.GetDirectlyDerivedTypes().Any() && !type.IsOwned() && !type.HasSharedClrType
        && !type.GetComplexProperties().Any()
        && type.GetProperties().All(property => !property.IsShadowProperty() && !property.IsIndexerProperty());
}
