#!/usr/bin/env python3
"""Optimizes the prompt of this folder with Nova Prompt Optimizer. Usage: optimize.py [MODEL]"""
import collections
import json
import os
import pathlib
import random
import re
import sys

from amzn_nova_prompt_optimizer.core.evaluation import Evaluator
from amzn_nova_prompt_optimizer.core.input_adapters.dataset_adapter import JSONDatasetAdapter
from amzn_nova_prompt_optimizer.core.input_adapters.metric_adapter import MetricAdapter
from amzn_nova_prompt_optimizer.core.input_adapters.prompt_adapter import TextPromptAdapter
from amzn_nova_prompt_optimizer.core.optimizers import NovaPromptOptimizer

try:
    from amzn_nova_prompt_optimizer.core.inference import BedrockInferenceAdapter
except ImportError:  # where versions before SageMaker support have it
    from amzn_nova_prompt_optimizer.core.inference.adapter import BedrockInferenceAdapter

FOLDER = pathlib.Path(__file__).resolve().parent
TRAIN, TEST = {{train}}, {{test}}
ANSWERS = "{{answers}}"  # "label", "json" or "text": how answers are compared, see Metric

# For "text": what else a good answer does, each a function of the answer and the expected one that is true where it
# does. Such as: lambda answer, expected: len(answer.split()) <= 40
RUBRIC = []

# Also: us.amazon.nova-micro-v1:0, us.amazon.nova-lite-v1:0, us.amazon.nova-pro-v1:0; other regions have other prefixes.
MODEL = sys.argv[1] if len(sys.argv) > 1 else "us.amazon.nova-2-lite-v1:0"
REGION = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or "us-east-1"
# More candidates and trials find better prompts and cost more: each trial asks the model for many answers.
EFFORT = {"num_candidates": 10, "num_trials": 15, "max_bootstrapped_demos": 4, "max_labeled_demos": 4}


def whole(text):
    """1.0 and 1 are the same number."""
    return int(float(text)) if float(text).is_integer() else float(text)


def canonical(text):
    """Two JSON texts of the same value become the same; a code fence around one is taken off."""
    text = re.sub(r"^\s*```(?:json)?\s*(.*?)\s*```\s*$", r"\1", text, flags=re.DOTALL)
    return json.dumps(json.loads(text, parse_float=whole), sort_keys=True)


def count_words(text):
    """Characters of scripts without spaces are words of their own."""
    spaceless = r"\u3040-\u30ff\u3400-\u9fff"
    return collections.Counter(re.findall(rf"[{spaceless}]|[^\W{spaceless}]+", text.lower()))


def share_words(text, expected):
    """How many of their words two texts share: 1 for all, 0 for none."""
    words, wanted = count_words(text), count_words(expected)
    total = sum(words.values()) + sum(wanted.values())
    return 2 * sum((words & wanted).values()) / total if total else 1.0


class Metric(MetricAdapter):
    """1 for the expected answer, else 0. Free text is rarely the same, so "text" counts the words that both have, and
    what RUBRIC demands. Shared words do not tell whether an answer is right: demand what matters for the task."""

    def apply(self, y_pred, y_true):
        try:
            if ANSWERS == "text":
                points = [share_words(y_pred, y_true)] + [1.0 if demand(y_pred, y_true) else 0.0 for demand in RUBRIC]
                return sum(points) / len(points)
            same = canonical(y_pred) == canonical(y_true) if ANSWERS == "json" else y_pred.strip() == y_true.strip()
        except (ValueError, TypeError, AttributeError):  # no JSON, or no answer at all
            same = False
        return 1.0 if same else 0.0

    def batch_apply(self, y_preds, y_trues):
        scores = [self.apply(y_pred, y_true) for y_pred, y_true in zip(y_preds, y_trues)]
        return sum(scores) / len(scores) if scores else 0.0


def load_dataset(name):
    with open(FOLDER / name, encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    # the optimizer trains on the first half and validates with the second
    random.Random({{seed}}).shuffle(rows)
    return {{dataset}}


def load_prompt():
    texts = {}
    for side in ("system", "user"):
        path = FOLDER / f"{side}_prompt.txt"
        texts[side] = path.read_text(encoding="utf-8") if path.exists() else ""
    if not texts["user"].strip():
        sys.exit(f"Write the prompt to optimize into {FOLDER / 'user_prompt.txt'}, with {{input}} where the input goes.")
    prompt = TextPromptAdapter()
    for side, set_prompt in (("system", prompt.set_system_prompt), ("user", prompt.set_user_prompt)):
        filled = {"input"} if re.search(r"\{+\s*input\s*\}+", texts[side]) else set()
        if side == "user" or texts[side]:
            set_prompt(content=texts[side], variables=filled)
    return prompt.adapt()


def main():
    prompt, metric = load_prompt(), Metric()
    inference = BedrockInferenceAdapter(region_name=REGION)
    optimizer = NovaPromptOptimizer(prompt_adapter=prompt, inference_adapter=inference,
                                    dataset_adapter=load_dataset(TRAIN), metric_adapter=metric)
    optimized = optimizer.optimize(mode="custom", custom_params={"task_model_id": MODEL, **EFFORT})
    optimized.save(str(FOLDER / "optimized_prompt"))
    print(f"The optimized prompt is in {FOLDER / 'optimized_prompt'}.")
    if TEST:
        for name, candidate in (("before", prompt), ("after", optimized)):
            score = Evaluator(candidate, load_dataset(TEST), metric, inference).aggregate_score(model_id=MODEL)
            print(f"Score on {TEST}, {name}: {score:.3f}")


if __name__ == "__main__":
    main()
