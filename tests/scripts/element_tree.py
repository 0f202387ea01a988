"""xml.etree.ElementTree: reading, finding, building, writing, and what is wrong with a document."""
import io
import xml.etree.ElementTree as ET

TEXT = '''<?xml version="1.0"?>
<library name="Main &amp; Co">
  <!-- a comment -->
  <book id="b1" year="1999"><title>One</title><price>10.5</price></book>
  <book id="b2"><title lang="de">Zw&#246;lf &lt; 13</title><price>7</price></book>
  <shelf><book id="b3"><title><![CDATA[a < b & c]]></title></book>tail</shelf>
  <empty/>
</library>'''
root = ET.fromstring(TEXT)
print(root.tag, root.attrib, len(root), [child.tag for child in root])
print([book.get('id') for book in root.iter('book')], [book.get('year', '?') for book in root.findall('book')])
print(root.find('book/title').text, root.findtext('book/price'), root.findtext('none', 'default'), root.find('none'))
for path in ('.//title', 'book[@id="b2"]/title', "book[title='One']", './/book[@year]', '*', 'book[2]', 'book[last()]',
             './/title/..', 'shelf//title', '.', ".//title[@lang='de']", 'book[price]', './/book[last()-1]', ".//*[@id='b3']"):
    print(path, [(found.tag, found.text) for found in root.findall(path)])
print(root[1][0].text, list(root.itertext())[:3], len(root[0:2]))
print(repr(''.join(root.find('shelf').itertext())), root.find('shelf')[0].tail)
print(ET.tostring(root[1]), ET.tostring(root[1], encoding='unicode'), ET.tostring(root[1], 'utf-8'))
print(ET.tostring(root.find('empty'), short_empty_elements=False))
new = ET.Element('r', {'b': '2', 'a': '1 & "x" <\n>'}, c='3')
child = ET.SubElement(new, 'child', key='v')
child.text, child.tail = 'text < & >', 'tail\xe9'
new.append(ET.Comment('note'))
new.append(ET.ProcessingInstruction('target', 'data'))
new.insert(0, ET.Element('first'))
print(ET.tostring(new), ET.tostring(new, 'latin-1'))
new.set('d', '4')
print(new.keys(), new.items(), new.get('zz'), child in list(new), len(child))
new.remove(child)
print([item.tag for item in new if isinstance(item.tag, str)])
new[0] = ET.Element('changed')
new.extend([ET.Element('x'), ET.Element('y')])
del new[0]
print(ET.tostring(new, 'unicode'))
spaced = ET.fromstring('<a xmlns="urn:one" xmlns:p="urn:two" p:k="1" j="2"><p:b/><c xmlns="">t</c></a>')
print(spaced.tag, spaced.attrib, [item.tag for item in spaced.iter()])
print(spaced.find('p:b', {'p': 'urn:two'}).tag, spaced.findall('{urn:two}b')[0].tag)
ET.register_namespace('two', 'urn:two')
print(ET.tostring(spaced, 'unicode'))
print(ET.tostring(ET.Element(ET.QName('urn:two', 'q')), 'unicode'), ET.QName('urn:two', 'q'))
tree = ET.ElementTree(root)
out = io.BytesIO()
tree.write(out, encoding='utf-8', xml_declaration=True)
print(out.getvalue()[:60], tree.getroot() is root, tree.find('book').tag, len(list(tree.iter())))
out = io.StringIO()
ET.ElementTree(new).write(out, encoding='unicode')
print(out.getvalue())
again = ET.parse(io.StringIO(TEXT))
print(again.getroot().tag, again.findtext('.//price'))
for event, element in ET.iterparse(io.BytesIO(b'<a><b>1</b><b>2</b></a>'), ['start', 'end']):
    print(event, element.tag, element.text)
for wrong in ('', '<a>', '<a></b>', '<a/><b/>', '<a b=1/>', '<a>&x;</a>', 'text', '<a b="1" b="2"/>', '<p:a/>', '<a>\n<b>\n</a>',
              '<a>&</a>', '<a>]]></a>'):
    try:
        ET.fromstring(wrong)
    except ET.ParseError as error:
        print(ascii(wrong), error, error.code, error.position)
ET.dump(ET.XML('<a><b>x</b></a>'))
for act in (lambda: ET.tostring(ET.Element(1)), lambda: root.append('x'), lambda: root.remove(new), lambda: new[9]):
    try:
        print(act())
    except Exception as error:
        print(type(error).__name__, error)
print(ET.iselement(root), ET.iselement('x'), bool(list(root)), ET.fromstringlist(['<a>', '<b/></a>'])[0].tag)
builder = ET.TreeBuilder()
builder.start('t', {'k': 'v'})
builder.data('da')
builder.data('ta')
builder.end('t')
print(ET.tostring(builder.close()))
clear = ET.XML('<a k="1">x<b/></a>')
clear.clear()
print(ET.tostring(clear), clear.attrib)
