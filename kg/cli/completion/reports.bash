# $1 is the word under way: the ids of the reports of the graph folder after --graph, else of ./graph
_kg_reports() {
  local at graph=graph IFS=$'\n'
  for ((at = 1; at < COMP_CWORD; at++)); do
    [[ ${COMP_WORDS[at]} == --graph ]] && graph=${COMP_WORDS[at + 1]}
  done
  [[ -r $graph/build.json ]] || return 0
  compgen -W "$(sed -n 's/^   "id": "\(.*\)",$/\1/p' "$graph/build.json")" -- "$1"
}
