#!/usr/bin/env bash
# Measures the habits of this code; docs/style.md shows the outcome and what each row means.
#   docs/yardstick.sh [MODULE…]     MODULE: src/tasking, embedded-worker, …; without one, everything
# Medians, 90th percentiles and maxima are written a/b/c. Only files that git knows are counted.
set -euo pipefail
export LC_ALL=C
cd "$(dirname "${BASH_SOURCE[0]}")/.."

main() { git ls-files "$P*.java" | grep -E '(^|/)src/main/' | grep -vE '(package|module)-info' || true; }
tests() { git ls-files "$P*.java" | grep -E '(^|/)src/test/' || true; }
fxml() { git ls-files "$P*.fxml"; }
controllers() { main | xargs -r grep -l @FXML || true; }
lines() { xargs -r awk 'FNR==1&&NR>1{print n}{n=FNR}END{if(NR)print n}'; }
folders() { sed 's|/[^/]*$||'; }
total() { xargs -r cat | wc -l; }
count_main() { main | xargs -r cat | grep -cE "$1" || true; }
count_tests() { tests | xargs -r cat | grep -cE "$1" || true; }
quantiles() { sort -n | awk '{a[NR]=$1}END{if(NR)print a[int((NR+1)/2)]"/"a[int(NR*.9+.5)]"/"a[NR];else print "-"}'; }
percent() { awk -v a="$1" -v b="$2" 'BEGIN{if(b)printf "%.0f\n",100*a/b;else print "-"}'; }
row() { printf '%-5s %-48s %s\n' "$1" "$2" "$3"; }

methods() {
    main | xargs -r awk '
        FNR==1{delete s}
        {match($0,/^[ \t]*/);i=RLENGTH;t=substr($0,i+1)}
        t=="}"{if(s[i])print FNR-s[i]+1;s[i]=0;next}
        t==""||t~/^([{)@*]|\/[\/*])/{next}
        {s[i]=(t~/\(/&&t!~/^(}|(if|for|while|do|try|switch|catch|else|case) ?[({]?|else|case |synchronized ?\(|default ?(->|:))/&&
            t!~/(^| )(class|interface|enum|record) [A-Z]/)?FNR:0}'
}
package_depth() {
    main | sed 's|.*/java[0-9]*/||' | folders |
        awk -F/ '{if(!m||NF<m)m=NF;if(NF>x)x=NF}END{print x-m}'
}
package_pairs() {
    main | xargs -r awk '
        /^package /{p=$2;sub(/;.*/,"",p);o[p]=1}
        /^import /{r=$0;sub(/^import (static )?/,"",r);sub(/\.[A-Z*].*/,"",r);if(r!=p)e[p" "r]=1}
        END{for(x in e){split(x,a," ");if(o[a[2]]){n++;if(a[1]<a[2]&&e[a[2]" "a[1]])m++}}print m+0"/"n+0}'
}
comment_share() {
    main | xargs -r awk '
        FNR==1{p=0}
        /^package /{p=1;next}
        p&&NF{t++;if(/^[ \t]*(\/\/|\/\*|\*)/)c++}
        END{printf "%.0f\n",100*c/t}'
}
documented_types() {
    main | xargs -r awk '
        FNR==1{d=0;o=0}
        o{next}
        /^(import|package)/{d=0}
        /^(\/\*\*|\/\/\/)/{d=1}
        /^public ([a-z-]+ )*(class|interface|enum|record|@interface) /{t++;c+=d;o=1}
        END{if(t)printf "%.0f\n",100*c/t;else print "-"}'
}
dependencies() {
    awk '
        /<(dependencyManagement|build|profiles)>/{m=1}
        /<\/(dependencyManagement|build|profiles)>/{m=0}
        /<dependency>/{d=!m;s="compile"}
        /<optional>true/{s="optional"}
        /<scope>/{gsub(/.*<scope>|<.*/,"");s=$0}
        /<\/dependency>/{if(d)n[s]++;d=0}
        END{print n["compile"]+0"+"n["optional"]+0}' "${P}pom.xml"
}
per_thousand() { awk -v a="$(count_main "$1")" -v b="$(main | total)" 'BEGIN{printf "%.1f ",1000*a/b}'; }

measure() {
    row 1 'lines per file' "$(main | lines | quantiles)"
    row 2 'files over 250 lines, %' "$(percent "$(main | lines | awk '$1>250' | wc -l)" "$(main | wc -l)")"
    row 3 'lines per method' "$(methods | quantiles)"
    row 4 'types per package' "$(main | folders | sort | uniq -c | quantiles)"
    row 5 'package levels below the root' "$(package_depth)"
    row 6 'packages that import each other / imports' "$(package_pairs)"
    row 7 'imports per file' "$(main | xargs -r grep -c '^import ' /dev/null | sed '1d;s/.*://' | quantiles)"
    row 8 'comment share, %' "$(comment_share)"
    row 9 'public types with Javadoc, %' "$(documented_types)"
    row 10 'files with a public type, %' \
        "$(percent "$(main | xargs -r grep -lE '^public ' | wc -l)" "$(main | wc -l)")"
    row 11 'dependencies, required+optional' "$(dependencies)"
    row 12 'test lines : main lines, %' "$(percent "$(tests | total)" "$(main | total)")"
    row 13 'asserts per test' "$(awk -v a="$(count_tests '\b(assert[A-Z][A-Za-z]*|verify|fail)\(')" \
        -v b="$(count_tests '^\s*@(Test|ParameterizedTest|RepeatedTest|Property)\b')" \
        'BEGIN{if(b)printf "%.1f\n",a/b;else print "-"}')"
    row 14 'test files with mocks / sleeps in tests' \
        "$(tests | xargs -r grep -l mockito | wc -l)/$(count_tests '[sS]leep\(')"
    row 15 'catch-alls, return null, to-dos, prints per 1,000' \
        "$(per_thousand 'catch \((final )?(Exception|Throwable) ')$(per_thousand 'return null;'
        )$(per_thousand 'TODO|FIXME|XXX|FIXLATER')$(per_thousand 'System\.(out|err)|printStackTrace')"
    if [ -z "$(fxml)" ]; then return; fi
    row 16 'lines per FXML' "$(fxml | lines | quantiles)"
    row 17 'lines per class with @FXML' "$(controllers | lines | quantiles)"
    row 18 'literal texts in FXML' \
        "$( (fxml | xargs -r grep -hoE '\b(text|promptText|title)="[^%$"]*[A-Za-z]' || true) | wc -l)"
    row 19 'inline styles, FXML + Java' \
        "$( (fxml | xargs -r grep -hoE ' style="' || true) | wc -l)+$(count_main '\.setStyle\(')"
    row 20 'runLater places' "$(count_main 'Platform(\.|::)runLater')"
}

if [ $# -eq 0 ]; then set -- ''; fi
for module; do
    P=${module:+${module%/}/}
    printf '%s\n' "${module:-all modules}"
    measure
done
