"""Members that a loop only reads are loaded in front of it, where nothing can have changed them."""

from lessonls.agents.specialists.passes.aliasing.member_loads import MEMBER_LOADS
from lessonls.agents.specialists.passes.aliasing.restrict import RESTRICT
from lessonls.agents.specialists.passes.locality.interchange import INTERCHANGE
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.core.target import Language, Mode
from tests.server.agents.specialists.tables import Rewrite, each, function

CASES: list[tuple[str, str, str, str]] = [
    (
        "a part of a member, and a bound",
        "Image *im, unsigned char *out",
        """    for (int y = 0; y < im->size.h; y++) {
        for (int x = 0; x < im->size.w; x++) {
            out[y * im->size.w + x] = 255;
        }
    }""",
        """    const auto im_size_h = im->size.h;
    const auto im_size_w = im->size.w;
    for (int y = 0; y < im_size_h; y++) {
        for (int x = 0; x < im_size_w; x++) {
            out[y * im_size_w + x] = 255;
        }
    }""",
    ),
    (
        "a struct that is there if there is an iteration",
        "const Image *in, Image *out",
        """    for (int y = 0; y < in->h; y++)
        for (int x = 0; x < in->w; x++)
            out->data[y * out->w + x] = in->data[y * in->w + x];""",
        """    if (0 < in->h && 0 < in->w) {
        const auto in_h = in->h;
        const auto in_w = in->w;
        auto *const out_data = out->data;
        const auto out_w = out->w;
        auto *const in_data = in->data;
        for (int y = 0; y < in_h; y++)
            for (int x = 0; x < in_w; x++)
                out_data[y * out_w + x] = in_data[y * in_w + x];
    }""",
    ),
    (
        "members of the object itself",
        "unsigned char *out",
        """    for (int i = 0; i < width_; i++) {
        out[i] = this->row_[i] + pixels_[i];
    }""",
        """    const auto width = width_;
    auto *const row = this->row_;
    auto *const pixels = pixels_;
    for (int i = 0; i < width; i++) {
        out[i] = row[i] + pixels[i];
    }""",
    ),
]


@each(CASES, "parameters", "before", "after")
def test_rewrites(rewritten: Rewrite, parameters: str, before: str, after: str) -> None:
    assert rewritten(MEMBER_LOADS, function(parameters, before)) == function(parameters, after)


LOOP = "for (int i = 0; i < n; i++) "
REFUSED: list[tuple[str, str, str]] = [
    ("the member changes", "Buffer *b, char *x, int n",
     "b->used = 0; " + LOOP + "x[b->used++] = x[i];"),
    ("the member changes in brackets", "Buffer *b, char *x, int n",
     "b->used = 0; " + LOOP + "x[++(b->used)] = x[i];"),
    ("a function may change it", "Buffer *b, char *x",
     "for (int i = 0; i < b->used; i++) { x[i] = take(b); }"),
    ("another of its kind is stored", "Item *one, Item *all, int n",
     "int first = one->key; " + LOOP + "{ all[i] = all[one->key]; }"),
    ("nothing says that there is one", "Buffer *b, char *x, int n",
     LOOP + "{ if (x[i]) x[i] = b->first; }"),
    ("it is looked at in another branch", "Buffer *b, char *x, int n",
     "if (n > 3) { x[0] = b->first; } else { " + LOOP + "{ x[i] = n > i ? b->first : 0; } }"),
    ("it may be another one by then", "Buffer *b, char *x, int n",
     "x[0] = b->first; b = b->next; " + LOOP + "{ x[i] = b->first; }"),
    ("nothing says that there is an inner one", "Buffer *b, char *x, int n",
     "x[0] = b->kind; " + LOOP + "{ x[i] = x[i] && b->next->first; }"),
    ("the compiler knows that numbers are no pointers", "Matrix *m, double *x",
     "for (int i = 0; i < m->rows; i++) { x[i] = m->data[i]; }"),
]  # fmt: skip


@each(REFUSED, "parameters", "body")
def test_refusals(rewritten: Rewrite, parameters: str, body: str) -> None:
    text = function(parameters, body)
    assert rewritten(MEMBER_LOADS, text) == text


def test_matrices_in_structs_are_rewritten_like_those_of_pointers() -> None:
    """Bounds and pointers get the types of the fields, and loops are interchanged."""
    text = """void f(const Matrix &a, const Matrix &b, Matrix &c) {
    for (int i = 0; i < a.rows; i++)
        for (int j = 0; j < b.cols; j++) {
            double s = 0;
            for (int k = 0; k < a.cols; k++)
                s += a.data[i * a.cols + k] * b.data[k * b.cols + j];
            c.data[i * c.cols + j] = s;
        }
}
"""
    context = "struct Matrix { int rows, cols; double *data; };\n"
    code = Code(text, Language.CPP, Mode.SERIAL, context)
    for one in (MEMBER_LOADS, RESTRICT, INTERCHANGE):
        code = one.run(code)
    assert "const int a_cols = a.cols;" in code.text
    assert "double *const __restrict__ c_data = c.data;" in code.text
    order = [code.text.rindex(f"for (int {name}") for name in "ikj"]
    assert order == sorted(order)
