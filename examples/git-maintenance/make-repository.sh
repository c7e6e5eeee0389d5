#!/bin/sh
# Makes a git repository with some history: make-repository.sh DIR SEED COMMITS
# The same seed makes the same commits.
set -eu

dir=$1 seed=$2 commits=$3

git init -q -b main "$dir"
git -C "$dir" config user.name 'Git Maintenance'
git -C "$dir" config user.email 'git-maintenance@example.com'
# A signature would ask for a passphrase that nobody is there to type.
git -C "$dir" config commit.gpgsign false
# Git would start a gc of its own in the background.
git -C "$dir" config gc.auto 0
git -C "$dir" config maintenance.auto false

# The first commit has 150 files, each later one changes five of them.
awk -v seed="$seed" -v commits="$commits" '
    function file(n,    line) {
        printf "M 100644 inline part-%d/file-%d.txt\ndata <<END\n", n % 10, n
        for (line = 1; line <= 40; line++) printf "%d %d %d\n", line, rand() * 1000000, rand() * 1000000
        print "END"
    }
    BEGIN {
        srand(seed)
        for (commit = 1; commit <= commits; commit++) {
            print "commit refs/heads/main"
            print "committer Git Maintenance <git-maintenance@example.com> " 1700000000 + commit * 3600 " +0000"
            printf "data <<END\nChange %d\nEND\n", commit
            if (commit == 1) for (n = 0; n < 150; n++) file(n)
            else for (n = 0; n < 5; n++) file(int(rand() * 150))
        }
    }' | git -C "$dir" fast-import --quiet
git -C "$dir" reset -q --hard main

# A check before each commit, as many projects have one: no key may ever have come into the history.
# It gives a commit its length; git holds index.lock meanwhile.
mkdir -p "$dir/.git/hooks"
cat >"$dir/.git/hooks/pre-commit" <<'END'
#!/bin/sh
git diff --cached --check || exit
if [ -n "$(git log --all -i -G 'BEGIN [A-Z]* ?PRIVATE KEY' --format=%h)" ]; then
    echo 'error: there is a private key in the history' >&2
    exit 1
fi
END
chmod +x "$dir/.git/hooks/pre-commit"
