from amzn_nova_prompt_optimizer.core.input_adapters.dataset_adapter import {{adapter}}

dataset = {{dataset}}
