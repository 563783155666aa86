# Sourced by the tools beside it: the project's folder, and a few words they share.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export FLASK_APP=wsgi

say() { printf '%s\n' "$*"; }
stop() { printf '%s\n' "$*" >&2; exit 1; }

may_install() { # whether system packages can be installed without asking anybody
  command -v apt-get >/dev/null && { (( EUID == 0 )) || sudo -n true 2>/dev/null; }
}

install() { # PACKAGE…: by name, from the system's own archive
  local root=()
  (( EUID == 0 )) || root=(sudo -n)
  "${root[@]}" apt-get update -qq
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends \
    -o DPkg::Lock::Timeout=120 "$@" >/dev/null
}
