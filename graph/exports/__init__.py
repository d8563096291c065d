"""Exports: the tasks that filters leave, as files for people (台账, 查漏表) and for programs.

`graph.exports.catalogue` lists the formats. Each makes its file as a stream of bytes out of
`graph.exports.source`, page by page, so that memory does not grow with the graph.
"""
