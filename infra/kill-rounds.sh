#!/usr/bin/env bash
# Posts orders, kills the program at random moments, starts it again, and audits what is left.
# Usage: infra/kill-rounds.sh [rounds] [seed]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export SAGAS_KILL_ROUNDS=${1:-20} SAGAS_KILL_SEED=${2:-$RANDOM}
dotnet build Sagas.sln -c Release --nologo -v quiet
exec dotnet test tests/Sagas.Tests -c Release --no-build --nologo --filter "FullyQualifiedName~Crash.KillRounds" \
  --logger "console;verbosity=normal"
