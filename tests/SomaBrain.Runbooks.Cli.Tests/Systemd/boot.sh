#!/usr/bin/env bash
# usage: boot.sh REPOSITORY SCRIPT
# Boots systemd over a copy-on-write view of this machine, without a network, runs SCRIPT there as the only unit, and prints
# what it printed. Nothing of it stays. Needs root, and systemd-nspawn of Debian's systemd-container.
set -euo pipefail

repository=$(realpath "$1")
script=$(realpath "$2")
place=$(mktemp -d /tmp/rb-systemd-XXXXXX)
root=$place/root

finish() {
  umount -l "$root" "$place/layer" 2>/dev/null || true
  rm -rf --one-file-system "$place"
}
trap finish EXIT

mkdir "$root" "$place/layer" "$place/out"
mount -t tmpfs -o size=1g layer "$place/layer"
mkdir "$place/layer/upper" "$place/layer/work"
mount -t overlay -o "lowerdir=/,upperdir=$place/layer/upper,workdir=$place/layer/work" machine "$root"
install -m 755 "$script" "$root/root/script.sh"
cat >"$root/etc/systemd/system/script.service" <<'UNIT'
[Service]
Type=oneshot
ExecStart=/bin/bash -c 'exec >/out/log 2>&1; exec /root/script.sh'
ExecStopPost=/bin/systemctl poweroff --force --force
UNIT
timeout 300 systemd-nspawn --quiet --directory="$root" --bind="$place/out:/out" --bind-ro="$repository:/repository" \
  --private-network --register=no --keep-unit --boot -- --unit=script.service </dev/null >"$place/boot.txt" 2>&1 || true
cat "$place/out/log" || cat "$place/boot.txt"
