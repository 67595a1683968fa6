# the ids of the reports of the graph folder after --graph, else of ./graph
_kg_reports() {
  local graph=graph at=${words[(i)--graph]}
  (( at < ${#words} )) && graph=${(Q)words[at + 1]}
  [[ -r $graph/build.json ]] || return 1
  local -a reports=("${(@f)$(sed -n 's/^   "id": "\(.*\)",$/\1/p' "$graph/build.json")}")
  compadd -a reports
}
