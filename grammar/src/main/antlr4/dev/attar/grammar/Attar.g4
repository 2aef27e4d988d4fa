// The language of .attar files. README.md explains it; this file is what counts.
//
// Every setting begins with a keyword and every block with a keyword and a brace, so one token of look-ahead decides
// everything: a test fails when ANTLR finds an ambiguity. The same word always takes the same kind of value. What a
// block may hold is said here; how often, in what range and what must be there is said by the checker.
grammar Attar;

spec : model* EOF ;

model : 'model' NAME '{' modelItem* '}' ;

modelItem
    : constant
    | 'vocabulary' sum
    | 'context' sum
    | 'width' sum
    | embedding
    | encoder
    | decoder
    | head
    | texts
    | train
    ;

constant : 'let' NAME '=' sum ;

// ---- tokens become vectors

embedding : 'embedding' '{' embeddingItem* '}' ;

embeddingItem
    : positions
    | 'segments' sum
    | 'width' sum
    | scale
    | 'separate'
    | 'padding' sum
    | norm
    | dropout
    ;

positions : 'positions' positionKind ('offset' sum)? ('{' positionItem* '}')? ;

positionKind : 'learned' | 'sinusoidal' | 'none' ;

positionItem : 'halves' | 'inclusive' ;

norm : 'norm' normKind ('{' normItem* '}')? ;

normKind : 'layer' | 'rms' ;

normItem
    : 'epsilon' sum
    | 'bias' 'none'
    | 'scale' 'none'
    ;

dropout : 'dropout' sum ;

scale : 'scale' ( scaleKind | sum ) ;

scaleKind : 'none' | 'sqrt_width' | 'inverse_sqrt_width' ;

// Which of a part's dense layers add a bias: those that read the hidden state, the one that writes it, all or none.
bias : 'bias' biasKind ;

biasKind : 'all' | 'inputs' | 'output' | 'none' ;

// ---- stacks of layers

encoder : 'encoder' NAME? 'depth' sum '{' encoderItem* '}' ;

encoderItem
    : attention
    | feedforward
    | residual
    | norm
    | 'shared'
    | 'vocabulary' sum
    | 'context' sum
    ;

decoder : 'decoder' NAME? 'depth' sum '{' decoderItem* '}' ;

decoderItem
    : attention
    | crossAttention
    | feedforward
    | residual
    | norm
    | 'shared'
    | 'vocabulary' sum
    | 'context' sum
    ;

attention : 'attention' '{' attentionItem* '}' ;

attentionItem
    : 'heads' sum
    | 'groups' sum
    | 'head_width' sum
    | scale
    | bias
    | norm
    | distances
    | reach
    | dropout
    ;

// How a score depends on how far apart two tokens are.
distances : 'positions' ( rotary | 'alibi' | relative | disentangled ) ;

rotary : 'rotary' ('{' rotaryItem* '}')? ;

rotaryItem
    : 'base' sum
    | 'share' sum
    | 'pairs'
    | 'halves'
    | scaling
    ;

scaling : 'scaling' scalingKind '{' scalingItem* '}' ;

scalingKind : 'linear' | 'llama3' ;

scalingItem
    : 'factor' sum
    | 'low' sum
    | 'high' sum
    | 'context' sum
    ;

relative : 'relative' ('{' relativeItem* '}')? ;

relativeItem
    : 'buckets' sum
    | 'max_distance' sum
    ;

disentangled : 'disentangled' ('{' disentangledItem* '}')? ;

disentangledItem
    : 'buckets' sum
    | 'max_distance' sum
    | 'keys' 'none'
    | 'queries' 'none'
    ;

// How far a token looks; `alternate` gives the layers a reach each, in turn.
reach : 'reach' ( 'full' turnItems? | band turnItems? | alternate ) ;

band : 'band' sum ;

alternate : 'alternate' '{' turn* '}' ;

turn : ( 'full' | band ) turnItems? ;

turnItems : '{' turnItem* '}' ;

turnItem
    : 'base' sum
    | 'global' sum
    ;

crossAttention : 'cross' 'attention' '{' crossItem* '}' ;

crossItem
    : 'heads' sum
    | 'groups' sum
    | 'head_width' sum
    | scale
    | bias
    | norm
    | 'over' NAME
    | dropout
    ;

feedforward : 'feedforward' '{' feedforwardItem* '}' ;

feedforwardItem
    : 'width' sum
    | 'activation' activation
    | 'gated'
    | bias
    ;

activation : 'relu' | 'gelu' | 'gelu_tanh' | 'silu' | 'tanh' ;

residual : 'residual' '{' residualItem* '}' ;

residualItem
    : norm
    | 'order' order
    | 'shared_norm'
    | 'first_norm' 'none'
    | dropout
    ;

order : 'pre' | 'post' | 'parallel' ;

// ---- what is made of the last layer

head : 'head' ( embedHead | classifyHead | tokensHead | spanHead | maskedHead | generateHead ) ;

embedHead : 'embed' '{' embedItem* '}' ;

embedItem
    : 'pool' pool (',' pool)*
    | dense
    | 'normalize' length
    ;

pool : 'mean' | 'cls' | 'max' | 'last' | 'weighted_mean' | 'mean_sqrt_len' ;

dense : 'dense' '{' denseItem* '}' ;

denseItem
    : 'width' sum
    | 'activation' activation
    | 'bias' 'none'
    | norm
    ;

length : 'l2' ;

classifyHead : 'classify' '{' classifyItem* '}' ;

classifyItem
    : 'pool' pool
    | dense
    | classes
    ;

// What classes there are, what they are called, and how a score becomes a probability.
classes
    : 'classes' sum
    | labels
    | 'softmax'
    | 'probability' probability
    ;

labels : 'labels' TEXT (',' TEXT)* ;

probability : 'softmax' | 'sigmoid' | 'none' ;

tokensHead : 'tokens' '{' tokensItem* '}' ;

tokensItem
    : dense
    | classes
    ;

spanHead : 'span' ;

maskedHead : 'mlm' '{' maskedItem* '}' ;

maskedItem
    : 'activation' activation
    | norm
    | 'tied'
    | bias
    ;

generateHead : 'generate' '{' generateItem* '}' ;

generateItem
    : 'tied'
    | scale
    | bias
    | 'start' sum
    | 'end' sum (',' sum)*
    | 'force_first' sum
    | 'force_last' sum
    | 'forbid' sum (',' sum)*
    | 'max_length' sum
    | 'min_length' sum
    | 'max_new_tokens' sum
    | 'min_new_tokens' sum
    | 'beams' sum
    | 'length_penalty' sum
    | 'early_stopping' earlyStopping
    | 'no_repeat_ngram' sum
    | 'repetition_penalty' sum
    | sample
    ;

earlyStopping : 'true' | 'false' | 'never' ;

// Tokens are drawn, and not the likeliest taken.
sample : 'sample' ('{' sampleItem* '}')? ;

sampleItem
    : 'temperature' sum
    | 'top_k' sum
    | 'top_p' sum
    | 'min_p' sum
    ;

// ---- how texts are handed to the model

texts : 'texts' '{' textsItem* '}' ;

textsItem
    : 'prompt' TEXT TEXT
    | 'default' TEXT
    | 'truncate'
    ;

// ---- training

train : 'train' '{' trainItem* '}' ;

trainItem
    : optimizer
    | 'loss' loss
    | 'metrics' metric (',' metric)*
    | 'epochs' sum
    | schedule
    | 'clip' sum
    | 'freeze' frozen (',' frozen)*
    | lora
    ;

optimizer : 'optimizer' optimizerKind '{' optimizerItem* '}' ;

optimizerKind : 'sgd' | 'adam' | 'adamw' ;

optimizerItem
    : 'rate' sum
    | 'decay' sum
    | 'momentum' sum
    | 'nesterov'
    | 'beta1' sum
    | 'beta2' sum
    | 'epsilon' sum
    ;

// The learning rate from step to step.
schedule : 'schedule' scheduleKind ('{' scheduleItem* '}')? ;

scheduleKind : 'constant' | 'linear' | 'cosine' | 'inverse_sqrt' ;

scheduleItem : 'warm_up' sum ;

// What does not learn.
frozen
    : 'embeddings'
    | 'head'
    | 'all_but_head'
    | 'encoder'
    | 'decoder'
    | layers sum 'to' sum
    ;

layers : 'layers' | 'encoder_layers' | 'decoder_layers' ;

// Low-rank adapters learn instead of the matrices that they stand beside.
lora : 'lora' '{' loraItem* '}' ;

loraItem
    : 'rank' sum
    | 'alpha' sum
    | dropout
    | 'on' adapted (',' adapted)*
    ;

adapted : 'query' | 'key' | 'value' | 'output' | 'up' | 'gate' | 'down' ;

loss : 'sparse_categorical_crossentropy' | 'mean_squared_error' ;

metric : 'accuracy' ;

// ---- numbers

sum : product (('+' | '-') product)* ;

product : factor (('*' | '/') factor)* ;

factor : '-'? atom ;

atom
    : INTEGER
    | DECIMAL
    | BAD_NUMBER
    | NAME
    | 'vocabulary'
    | 'context'
    | 'width'
    | '(' sum ')'
    ;

// ---- tokens

NAME : [A-Za-z_] [A-Za-z0-9_]* ;

INTEGER : [0-9]+ ;

DECIMAL : [0-9]+ ('.' [0-9]+)? [eE] [+-]? [0-9]+ | [0-9]+ '.' [0-9]+ ;

// What begins like a number and is none; refused with its own diagnostic, then taken as an unknown number.
BAD_NUMBER : [0-9.] [A-Za-z0-9_.]* ;

// In quotes, on one line; a backslash begins an escape. The second has no closing quote and is refused.
TEXT : '"' (~["\\\n] | '\\' ~[\n])* '"' ;

OPEN_TEXT : '"' (~["\\\n] | '\\' ~[\n])* '\\'? ;

COMMENT : '//' ~[\n]* -> skip ;

BLANK : [ \t\n]+ -> skip ;

// Anything else; refused with its own diagnostic, then left out.
ILLEGAL : . ;
