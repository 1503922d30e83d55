"""Runs Python in the sandbox: a function in one process, its test in another one.

`run` starts both and carries what they say to each other; the other files run inside, where
there is only the system's Python. What the function's process says is data: it knows arguments,
and neither results that are expected nor whether they were right.
"""
