"""What is made behind the pages: documents by one worker process, pictures by one drawing process.

`registry` holds what an application knows of it, `documents` is what pages ask, `worker` makes what was asked for,
`drawing` draws, `files` keeps documents, `expiry` says how long anything is kept. What a document says is put into
words by whoever registers its kind: nothing here knows a page.
"""
