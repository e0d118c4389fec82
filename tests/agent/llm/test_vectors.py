from __future__ import annotations

import json
import time

import pytest

from agent.llm.model import ModelError
from agent.llm.vectors import parse
from tests.embedding_model import embeddings


def test_vectors_are_put_in_the_order_of_their_numbers():
    answer = embeddings([[1, 0], [0, 1]])
    answer["data"].reverse()
    assert parse(json.dumps(answer).encode(), 2) == ((1.0, 0.0), (0.0, 1.0))


def test_vectors_without_numbers_stay_as_they_came():
    body = b'{"data": [{"embedding": [1, 0]}, {"embedding": [0, 1]}]}'
    assert parse(body, 2) == ((1.0, 0.0), (0.0, 1.0))


def test_one_number_missing_is_an_error():
    with pytest.raises(ModelError, match="do not fit"):
        parse(b'{"data": [{"embedding": [1, 0]}, {"index": 1, "embedding": [0, 1]}]}', 2)


@pytest.mark.parametrize("count", [1, 3])
def test_another_number_of_vectors_than_of_texts_is_an_error(count: int):
    with pytest.raises(ModelError, match="do not fit"):
        parse(json.dumps(embeddings([[1, 0], [0, 1]])).encode(), count)


@pytest.mark.parametrize("part", ["NaN", "Infinity", "1e999", "null", '"one"', "[1]"])
def test_what_is_no_number_is_an_error(part: str):
    with pytest.raises(ModelError, match="no embeddings"):
        parse(f'{{"data": [{{"index": 0, "embedding": [1.0, {part}]}}]}}'.encode(), 1)


@pytest.mark.parametrize("vector", [[0.0, 0.0], [1e308] * 4])
def test_a_vector_of_no_length_or_of_one_beyond_measure_is_an_error(vector: list[float]):
    with pytest.raises(ModelError, match="direction"):
        parse(json.dumps(embeddings([vector])).encode(), 1)


def test_a_whole_batch_is_parsed_quickly():
    body = json.dumps(embeddings([[0.123456789 * n] * 1_536 for n in range(1, 17)])).encode()
    started = time.process_time()
    assert len(parse(body, 16)) == 16
    assert time.process_time() - started < 0.25  # measured: 0.006 on an idle machine
