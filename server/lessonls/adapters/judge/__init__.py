"""The judge: builds, checks and times candidates inside the sandbox.

`worker` is the process, `workbench` the target on it, `relay` the way to one on a cluster. What
they do is in packages, each of which knows only those before it: `protocol`, `build`,
`execution`, `inference`, `checking`, `timing`.
"""
