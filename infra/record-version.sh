#!/usr/bin/env bash
# Records this version of the program as test data for all later ones: a database in the middle of everything, a message of
# every contract, a history of every path of the process. Run it once for every new OrderStateMachine.DefinitionVersion, and
# commit tests/Sagas.Tests/Upgrades/Recorded/v<version>. What was recorded for older versions is never rewritten.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

dotnet build tests/Sagas.Tests -c Release --nologo -v quiet
exec env SAGAS_RECORD=1 dotnet test tests/Sagas.Tests -c Release --no-build --nologo --filter "FullyQualifiedName~Upgrades.Recording.Recorder"
