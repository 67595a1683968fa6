# the ids of the reports of the graph folder after --graph, else of ./graph
function _kg_reports
    set -l words (commandline -opc)
    set -l graph graph
    if set -l at (contains -i -- --graph $words)
        set -l next (math $at + 1)
        set -q words[$next]; and set graph $words[$next]
    end
    test -r $graph/build.json; or return 0
    sed -n 's/^   "id": "\(.*\)",$/\1/p' $graph/build.json
end
