"""From texts to what a watchlist could hold: the names they show, who is one with whom, and the phrases of their own.

Pure: texts in, proposals out. No model is asked; capitals, titles, apposition, tables and frequencies decide.
"""
