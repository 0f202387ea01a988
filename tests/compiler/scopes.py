from __future__ import annotations

value = 1


class Outer:
    value = 2
    seen = [value for _ in range(3)]

    def __init__(self, __hidden: Outer | None = ..., *rest: "a", key: f"{value!r}" = 0) -> lambda x: x:
        self.__hidden = __hidden

        class Inner:
            global shared
            shared = self
            local: List[int, "text"] = value

            def deeper(self):
                return shared, __class__, self.__hidden

        return Inner

    def names(self):
        value = 3

        def one():
            def two():
                nonlocal value
                value = 4
                return value
            return two
        return one


def function():
    annotated: not_evaluated[1:2, ...]
    import a.b.c
    import a.b.c as d
    from e import f as g

    def uses():
        return a, d, g, annotated

    try:
        pass
    except Exception as uses:
        print(uses)
    return uses
