#!/bin/sh
# Reads figures from repositories, and checks that each is whole: statistics.sh DIR...
set -eu

for dir; do
    echo "$dir"
    echo "commits: $(git -C "$dir" rev-list --count HEAD)"
    git -C "$dir" shortlog -sn HEAD
    git -C "$dir" count-objects -v
    git -C "$dir" log --shortstat --oneline | awk '/insertion/ { lines += $4 } END { print "lines added: " lines }'
    git -C "$dir" fsck --no-dangling --no-progress
done
