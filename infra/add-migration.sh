#!/usr/bin/env bash
# Adds a migration to every database after a change of the model: infra/add-migration.sh NameOfTheChange
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:?name of the change, such as AddOrderNotes}
dotnet tool restore >/dev/null
dotnet build src/Sagas -c Release --nologo -v q
for database in Sqlite PostgreSql SqlServer; do
  dotnet ef migrations add "$name" --project src/Sagas --configuration Release --no-build \
    --context "${database}SagasDbContext" --output-dir "Hosting/Migrations/$database"
done
