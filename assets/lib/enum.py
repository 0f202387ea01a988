"""Enumerations: named constants as instances of their class."""

import sys
from types import MappingProxyType, DynamicClassAttribute

__all__ = ["EnumMeta", "Enum", "IntEnum", "Flag", "IntFlag", "auto", "unique"]

# The base of all enumerations, once it is made.
Enum = None


def _is_descriptor(obj):
    return hasattr(obj, "__get__") or hasattr(obj, "__set__") or hasattr(obj, "__delete__")


def _is_dunder(name):
    return (
        len(name) > 4 and name[:2] == name[-2:] == "__" and name[2] != "_" and name[-3] != "_"
    )


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == "_" and name[1] != "_" and name[-2] != "_"


_auto_null = object()


class auto:
    """Stands for the next value."""

    value = _auto_null


class _EnumDict(dict):
    """The namespace of an enumeration's body: notes the members, refuses a name twice."""

    def __init__(self):
        super().__init__()
        self._member_names = []
        self._last_values = []
        self._ignore = []
        self._auto_called = False

    def __setitem__(self, key, value):
        if _is_sunder(key):
            if key not in (
                "_order_", "_create_pseudo_member_", "_generate_next_value_", "_missing_",
                "_ignore_",
            ):
                raise ValueError("_names_ are reserved for future Enum use")
            if key == "_generate_next_value_":
                if self._auto_called:
                    raise TypeError("_generate_next_value_ must be defined before members")
                setattr(self, "_generate_next_value", value)
            elif key == "_ignore_":
                if isinstance(value, str):
                    value = value.replace(",", " ").split()
                else:
                    value = list(value)
                self._ignore = value
                already = set(value) & set(self._member_names)
                if already:
                    raise ValueError("_ignore_ cannot specify already set names: %r" % (already,))
        elif _is_dunder(key):
            if key == "__order__":
                key = "_order_"
        elif key in self._member_names:
            raise TypeError("Attempted to reuse key: %r" % key)
        elif key in self._ignore:
            pass
        elif not _is_descriptor(value):
            if key in self:
                raise TypeError("%r already defined as: %r" % (key, self[key]))
            if isinstance(value, auto):
                if value.value == _auto_null:
                    value.value = self._generate_next_value(
                        key, 1, len(self._member_names), self._last_values[:]
                    )
                    self._auto_called = True
                value = value.value
            self._member_names.append(key)
            self._last_values.append(value)
        super().__setitem__(key, value)


class EnumMeta(type):
    """The metaclass of enumerations."""

    @classmethod
    def __prepare__(metacls, cls, bases):
        metacls._check_for_existing_members(cls, bases)
        enum_dict = _EnumDict()
        member_type, first_enum = metacls._get_mixins_(cls, bases)
        if first_enum is not None:
            enum_dict["_generate_next_value_"] = getattr(
                first_enum, "_generate_next_value_", None
            )
        return enum_dict

    def __new__(metacls, cls, bases, classdict):
        classdict.setdefault("_ignore_", []).append("_ignore_")
        for key in classdict["_ignore_"]:
            classdict.pop(key, None)
        member_type, first_enum = metacls._get_mixins_(cls, bases)
        new, save_new, use_args = metacls._find_new_(classdict, member_type, first_enum)
        values = {name: classdict[name] for name in classdict._member_names}
        for name in values:
            del classdict[name]
        order = classdict.pop("_order_", None)
        bad = set(values) & {"mro", ""}
        if bad:
            raise ValueError("Invalid enum member name: {0}".format(",".join(bad)))
        if "__doc__" not in classdict:
            classdict["__doc__"] = "An enumeration."
        enum_class = super().__new__(metacls, cls, bases, classdict)
        enum_class._member_names_ = []
        enum_class._member_map_ = {}
        enum_class._member_type_ = member_type
        dynamic = {
            name for base in enum_class.mro() for name, value in base.__dict__.items()
            if isinstance(value, DynamicClassAttribute)
        }
        enum_class._value2member_map_ = {}
        for name, value in values.items():
            metacls._add_member(enum_class, name, value, new, use_args, member_type, dynamic)
        # The mixed-in type's own methods would show the value, not the member.
        for name in ("__repr__", "__str__", "__format__", "__reduce_ex__"):
            if name in classdict:
                continue
            class_method = getattr(enum_class, name)
            type_method = getattr(member_type, name, None)
            enum_method = getattr(first_enum, name, None)
            if type_method is not None and type_method is class_method:
                setattr(enum_class, name, enum_method)
        if Enum is not None:
            if save_new:
                enum_class.__new_member__ = new
            enum_class.__new__ = Enum.__new__
        if order is not None:
            if isinstance(order, str):
                order = order.replace(",", " ").split()
            if order != enum_class._member_names_:
                raise TypeError("member order does not match _order_")
        return enum_class

    @staticmethod
    def _add_member(enum_class, name, value, new, use_args, member_type, dynamic):
        args = value if isinstance(value, tuple) else (value,)
        if member_type is tuple:
            args = (args,)
        if use_args:
            member = new(enum_class, *args)
            if not hasattr(member, "_value_"):
                member._value_ = value if member_type is object else member_type(*args)
        else:
            member = new(enum_class)
            if not hasattr(member, "_value_"):
                member._value_ = value
        value = member._value_
        member._name_ = name
        member.__objclass__ = enum_class
        member.__init__(*args)
        # A name for a value that has one already is an alias.
        for known in enum_class._member_map_.values():
            if known._value_ == member._value_:
                member = known
                break
        else:
            enum_class._member_names_.append(name)
        if name not in dynamic:
            setattr(enum_class, name, member)
        enum_class._member_map_[name] = member
        try:
            enum_class._value2member_map_[value] = member
        except TypeError:
            pass

    def __bool__(self):
        return True

    def __call__(
        cls, value, names=None, *, module=None, qualname=None, type=None, start=1
    ):
        if names is None:
            return cls.__new__(cls, value)
        return cls._create_(
            value, names, module=module, qualname=qualname, type=type, start=start
        )

    def __contains__(cls, member):
        if not isinstance(member, Enum):
            raise TypeError(
                "unsupported operand type(s) for 'in': '%s' and '%s'"
                % (type(member).__qualname__, cls.__class__.__qualname__)
            )
        return isinstance(member, cls) and member._name_ in cls._member_map_

    def __delattr__(cls, attr):
        if attr in cls._member_map_:
            raise AttributeError("%s: cannot delete Enum member." % cls.__name__)
        super().__delattr__(attr)

    def __dir__(self):
        return (
            ["__class__", "__doc__", "__members__", "__module__"] + self._member_names_
        )

    def __getattr__(cls, name):
        if _is_dunder(name):
            raise AttributeError(name)
        try:
            return cls._member_map_[name]
        except KeyError:
            raise AttributeError(name) from None

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return (cls._member_map_[name] for name in cls._member_names_)

    def __len__(cls):
        return len(cls._member_names_)

    @property
    def __members__(cls):
        return MappingProxyType(cls._member_map_)

    def __repr__(cls):
        return "<enum %r>" % cls.__name__

    def __reversed__(cls):
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError("Cannot reassign members.")
        super().__setattr__(name, value)

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1):
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        classdict = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(",", " ").split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            last = []
            pairs = []
            for count, name in enumerate(names):
                value = cls._generate_next_value_(name, start, count, last[:])
                last.append(value)
                pairs.append((name, value))
            names = pairs
        for item in names:
            if isinstance(item, str):
                name, value = item, names[item]
            else:
                name, value = item
            classdict[name] = value
        enum_class = metacls.__new__(metacls, class_name, bases, classdict)
        if module is None:
            try:
                module = sys._getframe(2).f_globals["__name__"]
            except (AttributeError, ValueError, KeyError):
                pass
        if module is not None:
            enum_class.__module__ = module
        if qualname is not None:
            enum_class.__qualname__ = qualname
        return enum_class

    @staticmethod
    def _check_for_existing_members(class_name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if Enum is not None and issubclass(base, Enum) and base._member_names_:
                    raise TypeError(
                        "%s: cannot extend enumeration %r" % (class_name, base.__name__)
                    )

    @staticmethod
    def _get_mixins_(class_name, bases):
        """The type whose values members have, and the enumeration derived from."""
        if not bases:
            return object, Enum
        first_enum = bases[-1]
        if not issubclass(first_enum, Enum):
            raise TypeError(
                "new enumerations should be created as "
                "`EnumName([mixin_type, ...] [data_type,] enum_type)`"
            )
        if first_enum._member_names_:
            raise TypeError("Cannot extend enumerations")
        data_types = []
        for chain in bases:
            candidate = None
            for base in chain.__mro__:
                if base is object:
                    continue
                if issubclass(base, Enum):
                    if base._member_type_ is not object:
                        data_types.append(base._member_type_)
                        break
                elif "__new__" in base.__dict__:
                    data_types.append(candidate or base)
                    break
                else:
                    candidate = candidate or base
        if len(data_types) > 1 and len(set(data_types)) > 1:
            raise TypeError("%r: too many data types: %r" % (class_name, data_types))
        return (data_types[0] if data_types else object), first_enum

    @staticmethod
    def _find_new_(classdict, member_type, first_enum):
        """What makes members, whether it is kept, and whether it takes the value."""
        new = classdict.get("__new__", None)
        save_new = new is not None
        if new is None:
            for method in ("__new_member__", "__new__"):
                for possible in (member_type, first_enum):
                    target = getattr(possible, method, None)
                    if target not in (
                        None,
                        None.__new__,
                        object.__new__,
                        Enum.__new__ if Enum is not None else None,
                    ):
                        new = target
                        break
                if new is not None:
                    break
            else:
                new = object.__new__
        return new, save_new, new is not object.__new__


class Enum(metaclass=EnumMeta):
    """The base of enumerations."""

    def __new__(cls, value):
        # Only looks members up: they were all made with the class.
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            for member in cls._member_map_.values():
                if member._value_ == value:
                    return member
        problem = None
        try:
            result = cls._missing_(value)
        except Exception as error:
            problem = error
            result = None
        if isinstance(result, cls):
            return result
        invalid = ValueError("%r is not a valid %s" % (value, cls.__name__))
        if result is None and problem is None:
            raise invalid
        if problem is None:
            problem = TypeError(
                "error in %s._missing_: returned %r instead of None or a valid member"
                % (cls.__name__, result)
            )
        problem.__context__ = invalid
        raise problem

    def _generate_next_value_(name, start, count, last_values):
        for last_value in reversed(last_values):
            try:
                return last_value + 1
            except TypeError:
                pass
        return start

    @classmethod
    def _missing_(cls, value):
        raise ValueError("%r is not a valid %s" % (value, cls.__name__))

    def __repr__(self):
        return "<%s.%s: %r>" % (self.__class__.__name__, self._name_, self._value_)

    def __str__(self):
        return "%s.%s" % (self.__class__.__name__, self._name_)

    def __dir__(self):
        added = [
            name for cls in self.__class__.mro() for name in cls.__dict__
            if name[0] != "_" and name not in self._member_map_
        ]
        return ["__class__", "__doc__", "__module__"] + added

    def __format__(self, format_spec):
        # A member with a mixed-in type formats as its value, unless its text was overridden.
        str_overridden = type(self).__str__ not in (Enum.__str__, Flag.__str__)
        if self._member_type_ is object or str_overridden:
            return format(str(self), format_spec)
        return self._member_type_.__format__(self._value_, format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return (self.__class__, (self._value_,))

    @DynamicClassAttribute
    def name(self):
        """The member's name."""
        return self._name_

    @DynamicClassAttribute
    def value(self):
        """The member's value."""
        return self._value_


def _reduce_by_name(self, proto):
    return self.name


class IntEnum(int, Enum):
    """An enumeration whose members are ints."""


class Flag(Enum):
    """An enumeration whose members can be combined bit by bit."""

    def _generate_next_value_(name, start, count, last_values):
        if not count:
            return start if start is not None else 1
        for last_value in reversed(last_values):
            try:
                high_bit = last_value.bit_length() - 1
                break
            except Exception:
                raise TypeError("Invalid Flag value: %r" % last_value) from None
        return 2 ** (high_bit + 1)

    @classmethod
    def _missing_(cls, value):
        original = value
        if value < 0:
            value = ~value
        member = cls._create_pseudo_member_(value)
        if original < 0:
            member = ~member
        return member

    @classmethod
    def _create_pseudo_member_(cls, value):
        member = cls._value2member_map_.get(value, None)
        if member is None:
            _, extra = _decompose(cls, value)
            if extra:
                raise ValueError("%r is not a valid %s" % (value, cls.__name__))
            member = object.__new__(cls)
            member._name_ = None
            member._value_ = value
            member = cls._value2member_map_.setdefault(value, member)
        return member

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError(
                "unsupported operand type(s) for 'in': '%s' and '%s'"
                % (type(other).__qualname__, self.__class__.__qualname__)
            )
        return other._value_ & self._value_ == other._value_

    def __repr__(self):
        cls = self.__class__
        if self._name_ is not None:
            return "<%s.%s: %r>" % (cls.__name__, self._name_, self._value_)
        members, _ = _decompose(cls, self._value_)
        names = "|".join([str(member._name_ or member._value_) for member in members])
        return "<%s.%s: %r>" % (cls.__name__, names, self._value_)

    def __str__(self):
        cls = self.__class__
        if self._name_ is not None:
            return "%s.%s" % (cls.__name__, self._name_)
        members, _ = _decompose(cls, self._value_)
        if len(members) == 1 and members[0]._name_ is None:
            return "%s.%r" % (cls.__name__, members[0]._value_)
        names = "|".join([str(member._name_ or member._value_) for member in members])
        return "%s.%s" % (cls.__name__, names)

    def __bool__(self):
        return bool(self._value_)

    def __or__(self, other):
        if not isinstance(other, self.__class__):
            return NotImplemented
        return self.__class__(self._value_ | other._value_)

    def __and__(self, other):
        if not isinstance(other, self.__class__):
            return NotImplemented
        return self.__class__(self._value_ & other._value_)

    def __xor__(self, other):
        if not isinstance(other, self.__class__):
            return NotImplemented
        return self.__class__(self._value_ ^ other._value_)

    def __invert__(self):
        members, _ = _decompose(self.__class__, self._value_)
        inverted = self.__class__(0)
        for member in self.__class__:
            if member not in members and not (member._value_ & self._value_):
                inverted = inverted | member
        return self.__class__(inverted)


class IntFlag(int, Flag):
    """Flags whose members are ints."""

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError("%r is not a valid %s" % (value, cls.__name__))
        return cls._create_pseudo_member_(value)

    @classmethod
    def _create_pseudo_member_(cls, value):
        member = cls._value2member_map_.get(value, None)
        if member is None:
            needed = [value]
            _, extra = _decompose(cls, value)
            while extra:
                bit = extra.bit_length() - 1
                flag = 2 ** bit
                if flag not in cls._value2member_map_ and flag not in needed:
                    needed.append(flag)
                extra = 0 if extra == -flag else extra ^ flag
            for value in reversed(needed):
                member = int.__new__(cls, value)
                member._name_ = None
                member._value_ = value
                member = cls._value2member_map_.setdefault(value, member)
        return member

    def __or__(self, other):
        if not isinstance(other, (self.__class__, int)):
            return NotImplemented
        return self.__class__(self._value_ | self.__class__(other)._value_)

    def __and__(self, other):
        if not isinstance(other, (self.__class__, int)):
            return NotImplemented
        return self.__class__(self._value_ & self.__class__(other)._value_)

    def __xor__(self, other):
        if not isinstance(other, (self.__class__, int)):
            return NotImplemented
        return self.__class__(self._value_ ^ self.__class__(other)._value_)

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__

    def __invert__(self):
        return self.__class__(~self._value_)


def unique(enumeration):
    """Refuses an enumeration in which a value has several names."""
    duplicates = [
        (name, member.name) for name, member in enumeration.__members__.items()
        if name != member.name
    ]
    if duplicates:
        details = ", ".join(["%s -> %s" % (alias, name) for alias, name in duplicates])
        raise ValueError("duplicate values found in %r: %s" % (enumeration, details))
    return enumeration


def _decompose(flag, value):
    """The members that make up a value, greatest first, and what no member covers."""
    left = value
    negative = value < 0
    if negative:
        known = [
            (member, bits) for bits, member in list(flag._value2member_map_.items())
            if member.name is not None
        ]
    else:
        known = [
            (member, bits) for bits, member in list(flag._value2member_map_.items())
            if member.name is not None or (bits > 0 and bits & (bits - 1) == 0)
        ]
    members = []
    for member, bits in known:
        if bits and bits & value == bits:
            members.append(member)
            left &= ~bits
    if not members and value in flag._value2member_map_:
        members.append(flag._value2member_map_[value])
    members.sort(key=lambda member: member._value_, reverse=True)
    if len(members) > 1 and members[0].value == value:
        # The whole is no part of itself.
        members.pop(0)
    return members, left
