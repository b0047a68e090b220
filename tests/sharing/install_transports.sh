#!/bin/sh
# Installs what the tests of sharing over real lines need: an ssh server and client, and git's own
# servers. For Debian and its relatives; says what is missing elsewhere.
set -eu

missing=""
command -v ssh >/dev/null 2>&1 || missing="$missing openssh-client"
[ -x /usr/sbin/sshd ] || missing="$missing openssh-server"
[ -x "$(git --exec-path)/git-http-backend" ] || missing="$missing git"
[ -x "$(git --exec-path)/git-daemon" ] || missing="$missing git"

if [ -z "$missing" ]; then
    echo "Everything is there."
    exit 0
fi
if ! command -v apt-get >/dev/null 2>&1 || [ "$(id -u)" != 0 ]; then
    echo "Missing:$missing. Install them, or run this as root on Debian." >&2
    exit 1
fi
apt-get update -qq
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing
