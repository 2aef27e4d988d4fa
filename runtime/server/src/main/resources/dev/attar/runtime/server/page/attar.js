// The page at / of an Attar server. No library, no build; whatever comes from the server is shown as text, never as markup.
'use strict';

const $ = id => document.getElementById(id);
const form = $('form'), out = $('out'), time = $('time');
let models = [];
let running = null; // what ends the request under way

const tasks = {
  embed: { hint: 'one a line; two or more are compared', example: 'A man is eating food.\nA man eats a meal.\nThe girl is playing the violin.', run: embed },
  classify: { hint: 'one a line', example: 'What a lovely film.\nI want my money back.', run: classify },
  rerank: { hint: 'passages, one a line', example: 'Paris is the capital of France.\nFrance won the match.', run: rerank },
  tag: { hint: 'one a line', example: 'Ada Lovelace was born in London.', run: tag },
  generate: { hint: 'a prompt, which the model continues', example: 'Once upon a time', run: generate },
  translate: { hint: 'one a line', example: 'A man in an orange hat.', run: translate },
};

// ---- elements ------------------------------------------------------------------------------------------------------

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const number = (value, digits = 3) => Number(value).toFixed(digits);

function table(caption, heads, rows) {
  return element('table', {},
    element('caption', {}, caption),
    element('thead', {}, element('tr', {}, ...heads.map(head => element('th', { scope: 'col' }, head)))),
    element('tbody', {}, ...rows));
}

// ---- requests ------------------------------------------------------------------------------------------------------

function headers() {
  const key = $('key').value;
  return { 'Content-Type': 'application/json', ...(key ? { Authorization: 'Bearer ' + key } : {}) };
}

async function ask(path, body) {
  const response = await fetch(path, body
    ? { method: 'POST', headers: headers(), body: JSON.stringify(body), signal: running?.signal }
    : { headers: headers() });
  if (!response.ok) throw new Error(await refusal(response));
  return response;
}

async function refusal(response) {
  if (response.status === 401) $('key-part').open = true;
  const text = await response.text();
  try {
    const error = JSON.parse(text).error;
    return error.message ?? error;
  } catch {
    return 'status ' + response.status;
  }
}

const answer = async (path, body) => (await ask(path, { model: $('model').value, ...body })).json();
const lines = () => $('text').value.split('\n').filter(line => line.trim());

// ---- what each task shows --------------------------------------------------------------------------------------------

async function embed() {
  const texts = lines();
  const vectors = await answer('/embed', { inputs: texts });
  const rows = texts.map((text, i) => element('tr', {}, element('th', { scope: 'row' }, text),
    ...texts.map((_, j) => {
      const cosine = vectors[i].reduce((sum, value, k) => sum + value * vectors[j][k], 0);
      const cell = element('td', { class: 'number cell' }, number(cosine));
      cell.style.background = `hsl(${30 + 90 * Math.max(0, cosine)} 70% ${88 - 28 * Math.max(0, cosine)}%)`;
      return cell;
    })));
  out.append(table('Cosine similarity', ['', ...texts.map((_, i) => `${i + 1}`)], rows));
  out.append(element('p', { class: 'hint' },
    `${vectors[0].length} dimensions; the first text begins ${vectors[0].slice(0, 6).map(v => number(v, 4)).join(', ')}`));
}

async function classify() {
  const texts = lines();
  const classes = await answer('/predict', { inputs: texts.map(text => [text]) });
  texts.forEach((text, i) => out.append(element('p', { class: 'text' }, text), scores(classes[i])));
}

function scores(labels) {
  return table('Classes, the best first', ['Class', 'Score'], labels.map(label => element('tr', {},
    element('th', { scope: 'row' }, label.label), element('td', { class: 'number' }, number(label.score)))));
}

async function rerank() {
  const texts = lines();
  const ranks = await answer('/rerank', { query: $('query').value, texts });
  out.append(table('Passages, the best first', ['Passage', 'Score'], ranks.map(rank => element('tr', {},
    element('th', { scope: 'row' }, texts[rank.index]), element('td', { class: 'number' }, number(rank.score))))));
}

async function tag() {
  const texts = lines();
  const found = await answer('/tag', { inputs: texts });
  texts.forEach((text, i) => {
    const line = element('p', { class: 'text' });
    let at = 0;
    for (const entity of found[i]) {
      line.append(text.slice(at, entity.start), element('mark', {}, text.slice(entity.start, entity.end),
        element('small', {}, `${entity.label} ${number(entity.score, 2)}`)));
      at = entity.end;
    }
    line.append(text.slice(at));
    out.append(line);
    if (!found[i].length) out.append(element('p', { class: 'hint' }, 'Nothing is named.'));
  });
}

async function translate() {
  const texts = lines();
  const results = await answer('/translate', { inputs: texts });
  out.append(table('Translations', ['Text', 'Translation', 'Score'], results.map((result, i) => element('tr', {},
    element('th', { scope: 'row' }, texts[i]), element('td', {}, result.translation_text),
    element('td', { class: 'number' }, number(result.score))))));
}

async function generate() {
  const chat = $('chat').checked;
  const text = $('text').value;
  const response = await ask(chat ? '/v1/chat/completions' : '/v1/completions', {
    model: $('model').value, stream: true, max_tokens: Number($('tokens').value), temperature: Number($('temperature').value),
    ...(chat ? { messages: [{ role: 'user', content: text }], logprobs: true, top_logprobs: 5 } : { prompt: text, logprobs: 5 }),
  });
  const shown = element('p', { class: 'text' }, chat ? '' : text);
  const beside = element('div', { role: 'status' });
  out.append(shown, element('p', { class: 'hint' }, 'Choose a token to see what else was likely.'), beside);
  let count = 0;
  const begin = performance.now();
  for await (const chunk of events(response)) {
    if (chunk.error) throw new Error(chunk.error.message);
    for (const choice of chunk.choices) {
      for (const token of tokens(choice)) {
        const button = element('button', { type: 'button', class: 'token',
          'aria-label': `${token.text}, probability ${number(Math.exp(token.logprob), 2)}` }, token.text);
        button.style.borderBottomColor = `hsl(${120 * Math.exp(token.logprob)} 60% 45%)`;
        button.addEventListener('click', () => beside.replaceChildren(table(`In place of “${token.text}”`, ['Token', 'Probability'],
          token.top.map(other => element('tr', {}, element('th', { scope: 'row' }, JSON.stringify(other.text)),
            element('td', { class: 'number' }, number(Math.exp(other.logprob))))))));
        shown.append(button);
        count++;
      }
      if (choice.finish_reason) {
        beside.replaceChildren(`Ended by ${choice.finish_reason}: ${count} tokens, ${number(count / (performance.now() - begin) * 1000, 1)} a second.`);
      }
    }
  }
}

// The tokens of a chunk, of a chat or of a completion.
function tokens(choice) {
  const given = choice.logprobs;
  if (!given) return [];
  if (given.content) {
    return given.content.map(token => ({ text: token.token, logprob: token.logprob,
      top: token.top_logprobs.map(other => ({ text: other.token, logprob: other.logprob })) }));
  }
  return given.tokens.map((text, i) => ({ text, logprob: given.token_logprobs[i],
    top: Object.entries(given.top_logprobs[i]).map(([other, logprob]) => ({ text: other, logprob })) }));
}

// The values of a stream of server-sent events.
async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const parts = (rest + value).split('\n\n');
    rest = parts.pop();
    for (const part of parts) {
      if (part === 'data: [DONE]') return;
      if (part.startsWith('data: ')) yield JSON.parse(part.slice(6));
    }
  }
}

// ---- the form --------------------------------------------------------------------------------------------------------

function choose() {
  const model = models.find(known => known.id === $('model').value);
  if (!model) return;
  const task = tasks[model.task];
  $('model-about').textContent = `${model.task}, up to ${model.context} tokens`;
  $('text-hint').textContent = task.hint;
  $('query-part').hidden = model.task !== 'rerank';
  $('generation').hidden = model.task !== 'generate';
  const examples = Object.values(tasks).map(known => known.example);
  if (!$('text').value || examples.includes($('text').value)) $('text').value = task.example;
}

async function run() {
  const model = models.find(known => known.id === $('model').value);
  if (!model) return load();
  running?.abort();
  running = new AbortController();
  const own = running;
  out.replaceChildren();
  out.setAttribute('aria-busy', 'true');
  time.textContent = 'Running …';
  $('stop').hidden = false;
  const begin = performance.now();
  try {
    await tasks[model.task].run();
    time.textContent = `${number(performance.now() - begin, 1)} ms`;
  } catch (failure) {
    if (own !== running) return;
    time.textContent = failure.name === 'AbortError' ? 'Stopped' : 'Refused';
    if (failure.name !== 'AbortError') out.append(element('p', { class: 'failure', role: 'alert' }, failure.message));
  } finally {
    if (own === running) {
      $('stop').hidden = true;
      out.setAttribute('aria-busy', 'false');
    }
  }
}

async function load() {
  try {
    models = (await (await ask('/v1/models')).json()).data;
  } catch (failure) {
    out.replaceChildren(element('p', { class: 'failure', role: 'alert' }, failure.message));
    return;
  }
  out.replaceChildren();
  $('model').replaceChildren(...models.map(model => element('option', { value: model.id }, model.id)));
  const wanted = new URLSearchParams(location.hash.slice(1)); // a link such as #model=minilm&text=a%0Ab&run=1
  if (wanted.has('model')) $('model').value = wanted.get('model');
  for (const name of ['text', 'query', 'tokens', 'temperature']) if (wanted.has(name)) $(name).value = wanted.get(name);
  choose();
  if (wanted.has('run')) await run();
}

form.addEventListener('submit', event => { event.preventDefault(); run(); });
form.addEventListener('keydown', event => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) run(); });
$('model').addEventListener('change', choose);
$('key').addEventListener('change', () => { if (!models.length) load(); });
$('stop').addEventListener('click', () => running?.abort());
load();
