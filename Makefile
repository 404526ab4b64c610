# Two commands: `make report` and `make test`. Everything else is for those who change the package.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: report test test-all check notebook gold features sample clean

report: .venv/ready          ## a comparative report on the bundled corpus; its path is printed last
	@$(BIN)/framing report --out reports/bundled.html
	@$(BIN)/framing report --out reports/bundled.pdf

test: .venv/ready            ## all tests but the slow ones
	@$(BIN)/pytest -m "not slow"

test-all: .venv/ready        ## all tests
	@$(BIN)/pytest

check: .venv/ready           ## linters, types, layers
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/pyright
	@$(BIN)/lint-imports

notebook: .venv/ready        ## open the notebooks
	@$(BIN)/jupyter lab notebooks

gold: .venv/ready            ## settle the gold anew from codings and adjudications
	@$(BIN)/python -c "from framing.annotation import rebuild_gold; print(rebuild_gold('annotations'))"

features: .venv/ready        ## extract the features of sentences coded by position anew; wants ../shared
	@$(BIN)/python -m framing.model.standoff annotations ../shared/corpus ../shared/documents

sample: .venv/ready          ## the committed samples; the picture wants poppler's pdftoppm
	@SOURCE_DATE_EPOCH=1795305600 $(BIN)/framing report --out reports/sample.pdf
	@SOURCE_DATE_EPOCH=1795305600 $(BIN)/framing report --out reports/sample.html
	@$(BIN)/jupyter nbconvert --log-level ERROR --to notebook --execute notebooks/01-first-report.ipynb --output-dir reports --output sample.ipynb
	@pdftoppm -r 80 -f 1 -l 1 -singlefile -png reports/sample.pdf reports/sample

.venv/ready: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Setting up the environment (once, a few minutes) …" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[web,notebook,test,embeddings]"
	@touch $@

clean:
	rm -rf .venv build dist .pytest_cache .ruff_cache .hypothesis
