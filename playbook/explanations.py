"""What each code means, in the words of ``docs/diagnostics.md``, which a test compares; for reports that explain."""

from __future__ import annotations

from collections.abc import Mapping

from playbook.codes import Code

EXPLANATIONS: Mapping[Code, str] = {
    # --- The configuration ---
    "invalid-configuration": "`mkdocs.yml` cannot be read as YAML.",
    "missing-configuration": "There is no `mkdocs.yml`, or the plugin `playbook` is not switched on in it.",
    "missing-label": "An owner or a segment has no name in one of the languages.",
    "missing-setting": "A setting that the playbook needs is not there.",
    "tag-in-settings": "A setting has a YAML tag. Nothing in the settings is ever executed.",
    "unknown-language": "A language that the playbook does not have.",
    "unknown-page": "The setting `navigation` names a page that does not exist.",
    "unknown-setting": "A setting that does not exist, most often a slip of the keyboard.",
    "wrong-setting": "A setting has a value that it cannot have.",
    # --- Files and their places ---
    "bad-file-name": "The name of a picture or a document cannot be an address on every system.",
    "bad-id": (
        "An id, or the name of a file or folder, is not made of a-z, 0-9 and single hyphens, or Windows cannot use"
        " it. Names that differ only in case or in the encoding of a letter cannot occur."
    ),
    "empty-file": "The file has nothing in it.",
    "file-too-large": (
        "The file is larger than `limits` in `mkdocs.yml` allow: 256 kB unless set, 1 MB for `published.txt`, ledgers "
        "and versions."
    ),
    "merge-conflict": "Two changes of one text have met, and nobody has chosen between them: both would be published.",
    "misplaced-file": (
        "The file does not lie in a language's folder, lies too deep in the folder of a kind, or among the free pages"
        " with the fields of a kind."
    ),
    "missing-content": "The command was not run in the folder of a playbook.",
    "missing-home": "The playbook has no front page, or readers cannot see it.",
    "not-a-file": "A link to a file or folder, a pipe or another special file. Links could publish what lies outside.",
    "not-utf-8": "The file is stored in another encoding than UTF-8.",
    "reserved-name": "The playbook writes a page at this address itself.",
    "same-address": "Two pages would have the same address: `guide.md` and `guide/index.md` are both `guide/`.",
    "too-many-problems": (
        "The file has more problems than are worth listing at once: 100 unless `limits` say otherwise."
    ),
    "too-many-warnings": (
        "More words of the file look wrong than are worth listing at once: ten times as many as other problems. It may "
        "be written in another language."
    ),
    "unknown-file-type": "Something that is neither Markdown nor a picture or document that may be published.",
    "unreadable-file": "The computer does not let the file be read.",
    # --- Characters ---
    "bidirectional-control": (
        "An invisible character turns the direction of the text, so that it reads as something else."
    ),
    "control-character": "An invisible control character, NUL among them.",
    "hidden-line-break": "A line break that only some programs see.",
    "not-a-character": "A number that stands for no character.",
    "stray-byte-order-mark": "The mark that may begin a file stands in the middle of it.",
    # --- Front matter ---
    "early-end": "A line `---` ends the front matter in the middle of its fields, which would become prose.",
    "empty-front-matter": (
        "There is nothing but comments between the two lines `---`, so that the page would not be published at all."
    ),
    "front-matter-not-mapping": "The front matter is a text or a list instead of fields.",
    "front-matter-too-large": "The front matter is larger than `limits` allow: 32 kB unless set.",
    "missing-front-matter": "The file does not begin with a line `---` and its fields.",
    "unclosed-front-matter": "The line `---` after the last field is missing.",
    # --- YAML ---
    "colon-in-text": "A text with a colon and a space in it stands without quotes.",
    "comment-after-text": "`#` after a space begins a comment, so the rest of the text would be lost.",
    "duplicate-key": "A field stands twice; one of the values would be lost.",
    "invalid-yaml": "The line cannot be understood.",
    "item-in-text": "A line begins like an item of a list, and would become the end of the text above it.",
    "key-not-text": "A key is a number, a truth value or nothing at all.",
    "misplaced-list": "A list begins on the line of its key.",
    "missing-colon": "A line has no colon followed by a space.",
    "missing-comma": "A comma is missing between two items in brackets.",
    "number-too-large": "A number is larger than a computer can hold.",
    "number-too-long": "A number has more than 20 digits; it is most likely a text.",
    "reserved-character": "A text begins with a character that YAML keeps for itself.",
    "tab-indentation": "A line is indented with a tab.",
    "text-after-quote": "Text goes on after the closing quote.",
    "too-deep": (
        "Lists, groups or quotations lie deeper inside one another than `limits` allow: 24 levels unless set. Folders "
        "may lie 24 levels deep."
    ),
    "unclosed-bracket": "A bracket is opened and not closed.",
    "unclosed-quote": "A quote is opened and not closed.",
    "unknown-escape": "A backslash in double quotes is followed by something that has no meaning there.",
    "wrong-indentation": "A line is indented as if it belonged to the one above.",
    "wrong-list-sign": (
        "An item of a list begins with a dash, a bullet, or a hyphen without an ordinary space behind it."
    ),
    "yaml-alias": "`*name` repeats another value. Content has no such references.",
    "yaml-anchor": "`&name` names a value for repetition. Content has no such references.",
    "yaml-directive": "A line begins with `%`.",
    "yaml-document": "A second YAML document begins in the front matter.",
    "yaml-tag": "`!` gives a value a type. Content has no types.",
    # --- Fields ---
    "duplicate-id": (
        "Two things have the same id, or a section has that of a part which the playbook writes on the same page."
    ),
    "duplicate-item": "The same id or word stands twice in one list.",
    "empty-field": "A field is there and says nothing.",
    "missing-field": "A field that is needed is not there: here the emotion of a step.",
    "out-of-range": "A number is too small or too large.",
    "unknown-field": "A field that does not exist, most often a slip of the keyboard.",
    "unknown-value": "A word that is none of those that the field may hold.",
    "wrong-type": "A field holds a text where a list belongs, a number where a text belongs, and so on.",
    # --- Ids of something else ---
    "unknown-channel": "A touchpoint names a channel that no inventory lists.",
    "unknown-metric": "A stage names a metric that does not exist.",
    "unknown-model": "A journey names a stage model that does not exist.",
    "unknown-opportunity": "A step names an opportunity that does not exist.",
    "unknown-owner": "An owner is not defined in `mkdocs.yml`.",
    "unknown-persona": "A journey names a persona that does not exist.",
    "unknown-segment": "A segment is not defined in `mkdocs.yml`.",
    "unknown-source": "A source is in no inventory.",
    "unknown-stage": "A stage page has a name that is not in the canonical list.",
    "unknown-step": "A way leads to a step that the journey does not have.",
    "unknown-touchpoint": "A step names a touchpoint that no inventory lists.",
    # --- Journeys, stages, touchpoints, opportunities ---
    "dead-end": (
        "From a step the customer goes in circles and never comes to an ending. The last step ends a journey "
        "unless it says otherwise; any other does with `next: []`."
    ),
    "journey-without-owner": "Nobody stands for a published journey: it names no role that keeps it true.",
    "journey-without-review-date": (
        "No date says when a published journey will be looked at again. Journeys change, and a map that nobody "
        "looks at is wrong before long."
    ),
    "journey-without-sources": (
        "A published journey does not say what it rests on. The sources stand in an inventory, `sources/`; what an"
        " editor made up is waived, and says so."
    ),
    "no-step-after-purchase": "A journey stops at the purchase, where a customer's life with a company begins.",
    "observed-emotion": "A journey that is planned or invented says that its emotions were observed.",
    "review-before-last": "The date of the next review is before that of the last one.",
    "stage-claimed-twice": "Two entries of a model cover the same stage.",
    "stage-not-in-model": "A step is in a stage that the journey's model does not have.",
    "stage-without-touchpoint": "A stage has a page, and no touchpoint belongs to it.",
    "unreachable-step": "No way leads to a step: the steps before it lead elsewhere.",
    "unused-opportunity": "No step of a journey names the opportunity.",
    "unused-touchpoint": "No journey passes the touchpoint.",
    # --- Translations ---
    "bad-ledger": "The ledger of a translation or of reviews cannot be read.",
    "bad-ledger-line": (
        "A line of a ledger is not the key of a text and a hash; of reviews, not a language, a day and a hash."
    ),
    "different-ids": (
        "A part of a text has an id in only one of the languages, so that links to it would work in only one."
    ),
    "different-links": (
        "The text links to another page than its origin, or to one page more or less. Each language may link to "
        "its own page on the web, to as many as the origin. What only one language says belongs in a section that "
        "is marked `.local`."
    ),
    "different-numbers": (
        "The text says a number that its origin lacks, or lacks one of its numbers, in digits or in words from two"
        " to twelve. Each language writes a number in its own way: 8-10 and 8–10, 12.345,6 and 12 345,6, 16. "
        "december 2024 and 2024-12-16, 12 and *tolv* are the same. *En*, *et par* and *begge* may come and go, and"
        " a number may be said twice in one of them."
    ),
    "different-structure": (
        "A section has more or fewer items of lists, rows or columns of tables, sub-headings, code blocks, "
        "pictures, definitions, quotations or footnotes than in the origin."
    ),
    "extra-section": (
        "A translation has a section that its origin lacks. One that only this language should have is marked: `##"
        " Bara här {#here .local}`."
    ),
    "list-length": "A translated list is shorter or longer than its origin.",
    "missing-origin": "A file says that it translates another, and that one is not there.",
    "missing-section": "A translation leaves out a section of its origin. It can leave out the whole body instead.",
    "orphan-text": "A translation has a text that its origin lacks.",
    "removed-translation": "A translation was published, as its ledger shows, and its file is gone.",
    "second-origin": "Two files of the same name are both written as origins.",
    "structure-in-translation": "A translation repeats what stands in its origin, and could come to contradict it.",
    "too-stale": "More of a translation is older than its original than `stale_limit` allows: 20 % unless set.",
    "unknown-id": "A translation names an item that its origin does not have.",
    "wrong-origin": "`translates` names another language than the origin's.",
    # --- Prose ---
    "broken-anchor": "The page that a link leads to has no place of that name.",
    "broken-link": "A link leads to a page or an entity that is not there, or that readers cannot see.",
    "empty-link": "A link has no words. Only a link to an entity may be empty: its title is put in.",
    "foreign-image": "A picture lies on another site, which would see every reader.",
    "heading-level": "A heading of the first level. The page's title is the only one.",
    "missing-alt": "A picture has no words for those who do not see it.",
    "missing-footnote": "A reference to a note that is not there; readers would see the brackets.",
    "missing-image": "The file of a picture is not there.",
    "raw-html": "HTML in the text.",
    "row-too-long": "A row of a table has more cells than its heading. Nobody would see the last ones.",
    "tangled-text": (
        "So many brackets, backticks or headings stand together that Markdown would take minutes over them. It "
        "takes thousands, unless `limits` say otherwise, as here."
    ),
    "too-many-marks": (
        "A text has so many lines, links, cells and other marks that no page can be made of it in a moment. It may "
        "have 16,000, unless `limits` say otherwise, as here."
    ),
    "unclosed-fence": "A code block is opened and never closed by the same mark.",
    "unsafe-attribute": "An attribute or a class that could run a program or change the page.",
    "unsafe-link": "A link to something that is neither a page, a letter nor a call.",
    "unused-footnote": "A note to which nothing in the text refers, so that no reader comes to it.",
    # --- Words ---
    "avoided-word": "The glossary says that another word stands for this.",
    "company-view": (
        "A step says *we*. It tells what the customer does, meets or feels; only `thought` and what stands in "
        "quotation marks is said by somebody."
    ),
    "disputed-word": (
        "The glossary avoids a word that is itself the name of something, so no rule can tell which is meant."
    ),
    "foreign-word": (
        "A word of a neighbour language, or one that means something else there: a title or a synonym that the "
        "glossary, the stages or the touchpoints have in another language, a word of the table "
        "`playbook/locale/neighbours.txt`, or a spelling that the language does not have."
    ),
    "obligation-in-text": (
        "The text of a checklist's item begins with *must*, *should* or *may*. A badge beside it says so."
    ),
    "split-compound": "Two words that are one: a title or a synonym, or made of the same parts as these.",
    # --- Published addresses ---
    "bad-published-line": (
        "A line of `published.txt` names no kind of content, or no id, or says something else of it than that it "
        "leads to another (`->`) or is `gone`."
    ),
    "broken-redirect": (
        "A published address leads to something that is not there or has no page, or in a circle, or to two things"
        " at once."
    ),
    "needless-redirect": "The address of something that is there is said to lead elsewhere, or to be gone.",
    "unlisted-page": (
        "Something is published and not in `published.txt`. `playbook published --write` adds what is missing."
    ),
    "vanished-page": (
        "Something was published and is gone, or nobody can see it any more: links from elsewhere to its address "
        "would be dead. Bring it back, or say where its address leads."
    ),
    # --- Versions ---
    "bad-release": "A note of a version is not what `playbook release` has written, perhaps after a merge.",
    # --- Waivers ---
    "not-waivable": "A waiver names an error. Only warnings can be waived.",
    "unknown-code": "A waiver names a code that does not exist.",
    "unused-waiver": "A waiver silences nothing any more.",
}
