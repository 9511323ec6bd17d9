"""Callguide: guidance and compliance for debt-collection calls.

The tour: every module in the order in which a call flows. A module imports only what stands above it, and a test
holds that. Read ``call`` first: one call, its stages wired in order.

What flows, and what is said of it

    errors                         Every error this package raises on purpose.
    events                         What flows from stage to stage: small frozen values that know no I/O.
    settings                       The one place where settings are read; an unknown key is an error.
    wire                           The JSON of core types: what stands in the log, in files and on the wire.
    shapes                         The file shapes people rely on: what comes in is checked.

From the wire

    telephony.native               Callguide's own audio protocol, without sockets: messages in, events out.

Sound

    audio.codecs                   Sample encodings of telephone audio (G.711, PCM).
    audio.telephone_line           Sound as a telephone line carries it: band, noise, G.711.
    audio.resampling               Sampling rate conversion that keeps its filter state between chunks.
    audio.voice_activity           The voice gate: how likely it is that somebody speaks (Silero).
    audio.wav                      WAV files as call recorders write them.

Into words

    recognition.contract           What every speech engine is: a shared model, a stream a speaker.
    recognition.download           One large archive over an unsteady line: resumed, checked, unpacked whole.
    recognition.endpointing        Where utterances begin and end, from the voice gate's probabilities alone.
    recognition.hearing            Sound of one speaker in, utterances out: gate, endpointing, engine.
    recognition.invented           Telling what Whisper invents on noise from short true answers.
    recognition.mandarin_script    Mandarin as a model writes it, made uniform: script, punctuation, gaps.
    recognition.wheels             A model that packages of the registry carry: pinned, joined, verified.
    recognition.models             Speech models: which exist, which are here and whole, how to get one.
    recognition.engines            The table of speech engines, one line each, and which one hears a call.
    recognition.scripted_engine    Says what a script says, when it says it, whatever the sound.
    recognition.sherpa_engine      Streaming models on sherpa-onnx.
    recognition.vosk_engine        Vosk (Kaldi), streaming.
    recognition.whisper_engine     Whisper on faster-whisper: whole utterances that the gate has cut.

What the debtor says

    tagging.base_model             The pretrained encoder that training starts from.
    tagging.calibration            From logits to probabilities that mean what they say, to decisions.
    tagging.encoding               An utterance and the turns before it as one sequence of token ids.
    tagging.encoder                The encoder on ONNX Runtime: tokens in, logits and an embedding out.
    tagging.labels                 The two vocabularies: debtor tags and agent conduct categories.
    tagging.corpus                 The training corpora, strictly read, split by situation.
    tagging.corpus_check           Is the corpus fit to learn from: duplicates, balance, labels.
    tagging.model_folder           The folder a tagging model lives in, and the proof that it is whole.
    tagging.network                The network as it is trained: encoder, mean pooling, one linear head.
    tagging.export                 A trained network to one int8 ONNX file.
    tagging.agreement              How far the int8 model that serves is from the float network.
    tagging.punctuation            Words as a recogniser without punctuation and case writes them.
    tagging.english_spelt_out      Digits in English as they are said.
    tagging.spoken                 Which utterances of the corpora are spoken, and by which voice.
    tagging.confusions             Which English words a recogniser takes for which, counted and drawn.
    tagging.heard_texts            What the speech engine heard of training utterances, kept beside the corpora.
    tagging.heard                  Has the speech engine hear utterances of the corpora over a bad line.
    tagging.english_noise          English as a recogniser would have heard it.
    tagging.mandarin_noise         Mandarin as a recogniser would have heard it.
    tagging.noise                  Text as a speech recogniser would have heard it.
    tagging.augmentation           Training utterances as they may arrive: misheard, unpunctuated.
    tagging.aims                   What each output of the model should say of a record, and how much that counts.
    tagging.calibrating            Scalings and thresholds of a trained model, from utterances it did not see.
    tagging.meaning                Embeddings of the pretrained encoder, before it has learned any label.
    tagging.reference              The shipped model as a torch network again, to hold serving against it.
    tagging.tagger                 What an utterance says, as labels with calibrated scores.
    tagging.fine_tuning            Fine-tuning the network on what people said.
    tagging.training               From the corpora to a model folder: fine-tune, export, calibrate.

What a promise says

    promises.due_dates             Calendar arithmetic for what people say.
    promises.mandarin_mishearing   Words of money and time that a recogniser took for others of the same sound.
    promises.mandarin_folding      Mandarin made uniform, character for character: script, region, mishearing.
    promises.mandarin_numbers      Spoken Mandarin numerals: 两千三 is 2300.
    promises.mentions              What a sentence names of money and time.
    promises.english_numbers       Spoken English numerals: "two fifty" is 250.
    promises.english_clauses       What each clause of an English utterance is about.
    promises.english_date_words    The words English dates are made of.
    promises.english_holidays      Holidays by the names people give them, and working days, by country.
    promises.english_day_rules     Which day each way of naming one in English comes to.
    promises.english_day_patterns  The ways English names a day.
    promises.english_day_steps     Counting from one named day to another: "the Monday after".
    promises.english_dates         Dates as spoken in English, resolved against the day of the call.
    promises.english_amounts       Sums of money as spoken in English: what is one, and what it comes to.
    promises.english_firmness      How firmly an English utterance offers each sum it names.
    promises.english_day_use       Which of the days that an English utterance names are days of paying.
    promises.english_sum_use       Which of the sums that an English utterance names are offered.
    promises.english_pairing       A day to each sum that an English utterance offers.
    promises.english_extents       Whether English words call a sum all there is, or only some of it.
    promises.english_payers        Who pays a part of an English promise.
    promises.english_conditions    On what condition an English promise is made.
    promises.english_offers        What an English utterance offers: each sum with its day.
    promises.mandarin_sum_use      What a sum named in Mandarin is: offered, owed, earned, spent, refused.
    promises.mandarin_amounts      Sums of money as spoken in Mandarin.
    promises.mandarin_days         Days that Mandarin speakers call by name: feasts, the lunar calendar.
    promises.mandarin_reckoning    How the days that Mandarin names are reckoned from the day of the call.
    promises.mandarin_day_words    The words by which Mandarin names days, each with its reckoning.
    promises.mandarin_day_use      What Mandarin says of a day: that money comes in, that it is over.
    promises.mandarin_dates        Dates as spoken in Mandarin, resolved against the day of the call.
    promises.mandarin_payer        Who is to pay, as a Mandarin utterance has it.
    promises.mandarin_conditions   On what condition a Mandarin promise is made.
    promises.mandarin_corrections  What a speaker takes back in the same breath: 五百,不对,八百.
    promises.mandarin_sum_days     The day that goes with each sum a Mandarin utterance offers.
    promises.mandarin_offers       What a Mandarin utterance offers: which sums, and the day of each.
    promises.terms                 Whose promise it is and on what condition.
    promises.reading               Amount, currency, date, whose and condition of a promise to pay.

What the agent may not say

    compliance.call_window         When a person may be called, in their own local time, by jurisdiction.
    compliance.located             YAML with the line of every value.
    compliance.rules               What the lexicon holds once it is read.
    compliance.lexicon_fields      The fields of a lexicon's files, each mistake noted with its line.
    compliance.text                Speech as the lexicon reads it, each token with its place in what was said.
    compliance.homophones          Hears a high-stakes Mandarin word behind a homophone: 做牢 is 坐牢.
    compliance.phrases             The small language that phrases of the lexicon are written in.
    compliance.matching            Finds phrases in one pass over an utterance, however many there are.
    compliance.phrase_trial        Tries a phrase before it is trusted.
    compliance.scope               Whether words are meant, or negated, quoted, asked about or disowned.
    compliance.cues                Phrases that the duties of a call listen for.
    compliance.duty_cues           What is said when a duty of a call is met or broken.
    compliance.duties              Duties of the opening of a call, and of its hour.
    compliance.request_duties      Duties that something the debtor says brings about.
    compliance.checks              The duties of a whole call, decided as it goes.
    compliance.right_party_cues    What people say that tells who is on the line.
    compliance.right_party         Who is on the debtor's side of the line: the right-party state machine.
    compliance.rule_matching       Which rules an utterance breaks, and which it only seems to.
    compliance.lexicon_reading     Reads the files of a lexicon and finds what is wrong with them.
    compliance.lexicon             The lexicon folder: YAML to rules, every mistake named by file and line.
    compliance.screening           Judges what an agent said: the lexicon first, then the model.

What helps now

    guidance.card                  A guidance card: when it helps, and what it gives the agent in each language.
    guidance.card_fields           YAML with line numbers, handing out typed fields.
    guidance.history               What happened to cards on this call so far.
    guidance.placeholders          Facts that a card leaves open, filled in from the call.
    guidance.similarity            How alike two utterances are, by what is written.
    guidance.card_file             YAML to card and back: one file a card, languages side by side.
    guidance.cards                 The deck: every card of a folder, checked as a whole when it is loaded.
    guidance.ranking               Which cards help now: at most three, each with its reason.

What remains

    record.outcome                 How a call came out, in one word.
    record.promises                The promises of a call: what the debtor's last word comes to.
    record.result                  The call result: one reading of a call's log.
    record.wording                 The words of a summary, in both languages.
    record.summary                 The summary of a call: plain lines, each linked to its turns.

One call

    conversation                   What a call means so far: utterances in, log entries out.
    annotation                     One utterance by itself, judged with the turns given as context.
    call                           READ FIRST: one call, its stages wired in order.

Kept

    store.audio_files              A call's audio on disk, written as it arrives: the queue to the engine.
    store.database                 Opening the database and bringing its tables up to date.
    store.schema                   The tables.
    store.calls                    Calls and their logs: appended as things happen, never rewritten.
    store.people                   Who may look: sign-in links and the sessions they open.

Live and played

    recording                      Calls that are over, through the same stages as a live call.
    samples.library                The two sample calls that ship with the package.
    pacing                         A recording as a telephone system sends it.
    feed                           What readers of a live call wait on.
    audio_line                     One sender's line: the channels it carries and where its audio goes.
    live_call                      A live call at the edge: one task group a call.
    switchboard                    Every live call, which sender belongs to which, and calls left by a crash.
    stages                         Loading the stages that every command and the server share.

On the screen

    panel.messages                 Log entries as the side panel shows them.
    web.guard                      At the door of every page: signed in, same site, strict headers.
    web.audio_door                 The WebSocket for audio: the shell around ``assist.telephony.native``.
    web.panel_feed                 The panel's stream of events, and what an agent does on it.
    web.rendering                  Pages from templates, in the language the reader chose.
    web.pages                      The start page and the panel's page.
    web.recordings                 Recordings into the pipeline: samples and uploads.
    web.sign_in                    Signing in by the link that the server prints, and out.
    web.app                        The server: settings in, one ASGI application out.

How good it is

    evaluation.label_scores        How right the tagging model is, with intervals and counts.
    evaluation.label_report        Label scores as text, for a terminal and for the model card.
    evaluation.promise_scores      How right the reading of promises is, on cases by other hands.
    evaluation.screen_scores       How right the screen is: violations caught, clean sentences flagged.
    evaluation.training_run        Train, measure and describe: what ``assist train`` does.

Commands

    commands.details               A call's details from a file, for the commands that take one.
    commands.lines                 Files of one JSON object a line: in, out, mistakes with their line.
    commands.analyze               ``assist analyze``: a recording in, one call result out.
    commands.content               ``assist cards check``, ``assist lexicon check`` and ``assist backtest``.
    commands.corpora               ``assist corpora check``: are the corpora fit to learn from?
    commands.models                ``assist models list / pull / check``: speech models and the tagging model.
    commands.serve                 ``assist serve`` and ``assist sign-in-link``.
    commands.stream                ``assist stream``: a recording to a running server at speaking pace.
    commands.text                  ``assist replay`` and ``assist annotate``: words in, judgements out.
    commands.training              ``assist train`` and ``assist evaluate``.
    __main__                       The command line: ``assist …`` or ``python -m assist …``.
"""
