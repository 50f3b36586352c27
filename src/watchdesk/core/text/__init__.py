"""Text as the matcher and the edition see it: folded letters, tokens, sentences, snippets; always with true offsets.

Nothing here knows a watchlist or a language's grammar.
"""

from watchdesk.core.text.folding import fold, fold_word
from watchdesk.core.text.sentences import sentences
from watchdesk.core.text.snippets import snippets
from watchdesk.core.text.tokens import Columns, Token, columns, tokens

__all__ = ["Columns", "Token", "columns", "fold", "fold_word", "sentences", "snippets", "tokens"]
