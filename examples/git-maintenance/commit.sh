#!/bin/sh
# Changes a few files of a repository and commits them: commit.sh DIR MESSAGE
set -eu

cd "$1"
for part in part-*; do
    echo "$2" >>"$part/changes.txt"
done
git add -A
git commit -q -m "$2"
