#!/usr/bin/env bash
# Adds a migration for every database after a change of the model, and rewrites the servers' scripts:
#   infra/add-migration.sh NameOfTheChange
#   infra/add-migration.sh                   only the scripts
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:-}
dotnet tool restore >/dev/null

build() { dotnet build src/Sagas -c Release --nologo -v q; }

build
if [[ -n $name ]]; then
  for database in Sqlite PostgreSql SqlServer; do
    dotnet ef migrations add "$name" --project src/Sagas --configuration Release --no-build \
      --context "${database}SagasDbContext" --output-dir "Hosting/Migrations/$database"
  done
  build
fi

for database in PostgreSql SqlServer; do
  script=infra/${database,,}/migrations.sql
  dotnet ef migrations script --idempotent --project src/Sagas --configuration Release --no-build \
    --context "${database}SagasDbContext" --output "$script"
  # Database clients differ in how they treat a byte order mark.
  sed -i '1s/^\xEF\xBB\xBF//' "$script"
done
