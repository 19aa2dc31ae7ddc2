# How Doxygen reads a header (GNU sed -zE): a comment in front of a namespace is about the file, because all files share
# the namespace; indented lines of a comment are a code block, which keeps their line breaks and columns.
s@\n\n((///[^\n]*\n)+namespace )@\n/// \\file\n\1@g
s@(\n *///)  @\1      @g
s@(\n *///)( [^ \n][^\n]*)(\n *///       )@\1\2\1\3@g
