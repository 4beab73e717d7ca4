#!/usr/bin/env bash
# Pins every image that comes from elsewhere to the digest that its tag has now, and says what it has changed:
#   infra/docker/pin-images.sh
# It needs docker with buildx, and the registries. Review the difference, and commit it; Dependabot then updates tag and digest together.
set -euo pipefail
cd "${SAGAS_COMPOSE_DIRECTORY:-"$(dirname "$0")/../.."}"

files=(docker-compose.yml docker-compose.postgres.yml infra/docker/Dockerfile)

# The service's own image is built here; it has no digest elsewhere. An image that is pinned gets the digest of today.
images() {
  grep -hoE '^(    image: |FROM (--platform=[^ ]+ )?)[^ ]+' "${files[@]}" | awk '{ print $NF }' | grep -v '^sagas:' \
    | sed 's/@sha256:.*//' | sort -u
}

for image in $(images); do
  digest="$(docker buildx imagetools inspect "$image" --format '{{.Manifest.Digest}}')"
  [[ "$digest" =~ ^sha256:[0-9a-f]{64}$ ]] || { echo "The registry gave no digest for $image: $digest" >&2; exit 1; }
  escaped="$(printf '%s' "$image" | sed 's/[.[\*^$/]/\\&/g')"
  sed -i -E "s/$escaped(@sha256:[0-9a-f]{64})?( |$)/$escaped@$digest\2/" "${files[@]}"
  echo "$image@$digest"
done
