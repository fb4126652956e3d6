# The rules of mdl for README.md and the lessons; tests/markdown.sh runs them.
all
exclude_rule 'MD013' # line length: a picture with its description is one line
exclude_rule 'MD046' # fenced or indented: a block that shows a fence is indented
rule 'MD026', :punctuation => '.,;:!' # a heading may ask
rule 'MD029', :style => :ordered
